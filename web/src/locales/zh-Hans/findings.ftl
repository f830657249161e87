# 调查的结果，给受访者看。简体中文。

title = 我们发现了什么
loading = 正在加载…
answered = 共有 { $people } 人回答。
shown = 这里只显示至少 { $people } 人的群体。没有人能看到谁说了什么。
too-few = 回答的人少于 { $people } 人，所以没有结果。

said-heading = 您说了，我们做了
    .said = 您说
    .did = 我们做
results = 结果
groups = 比较群体
    .none = 所有人一起
percent = { NUMBER($percent, maximumFractionDigits: 0) }%
answers = { $people } 个回答
mean = 平均 { NUMBER($mean, maximumFractionDigits: 1) }，范围从 { $low } 到 { $high }。
    .between = 和您类似的其他人可能给出 { NUMBER($low, maximumFractionDigits: 1) } 到 { NUMBER($high, maximumFractionDigits: 1) }。
favourable = 较好的回答：{ NUMBER($percent, maximumFractionDigits: 0) }%。
withheld = 不显示：回答的人少于 { $people } 人，或没有人回答。
mentions = { $people } 人提到
swapped = 这里有少数回答在保存之前被随机交换过。因此没有一个回答能确定地说明某个人。

change-up = 上升了 { NUMBER($by, maximumFractionDigits: 1) }（在 { NUMBER($low, maximumFractionDigits: 1) } 到 { NUMBER($high, maximumFractionDigits: 1) } 之间）。
change-down = 下降了 { NUMBER($by, maximumFractionDigits: 1) }（在 { NUMBER($low, maximumFractionDigits: 1) } 到 { NUMBER($high, maximumFractionDigits: 1) } 之间）。
change-unclear = 没有明显变化。
change-points-up = 上升了 { NUMBER($by, maximumFractionDigits: 0) } 个百分点。
change-points-down = 下降了 { NUMBER($by, maximumFractionDigits: 0) } 个百分点。
change-since = 与上次调查相比：
change-meaning = 凡是写着上升或下降的地方，仅凭偶然很少会这样。它并不说明原因。

how = 您的回答如何受到保护
    .text =
        您的链接已换成无人能追踪的令牌，所以没有人知道哪些回答是您的。
        回答只以至少 { $people } 个资料相同的人为一组保存。更少的人共有的资料，在保存之前就被去掉了。
    .erased = 调查结束时，受邀者名单、他们的链接和密钥都已删除。

nothing = 这里没有可看的内容
    .text = 结果可能还没有公布，或者链接不完整。请询问给您链接的人。
failed = 无法获取结果
    .offline = 您似乎处于离线状态。请检查网络连接。
    .other = 目前无法连接到服务。
retry = 重试
