# 答题页面的简体中文文字。

people = { $people } 人

loading = 请稍候……
retry = 再试一次
load-failed = 问卷未能加载

## 第一屏

start-heading = 开始之前
start-unlinked = 没有人能把您的回答与您联系起来。
    .text = 您的浏览器会把您的个人链接换成一个匿名令牌，只有这个令牌随您的回答一起发送。
start-groups = 结果至少涉及 { people }。
    .text = 对于更小的群体，部门等细节会在任何人看到之前去掉。
start-mixed = 您的回答会先与他人的混在一起。
    .text = 在出现在任何结果中之前，它们会与他人的回答一起封存：问卷开放期间，每次至少 { people }。
start-exchanged = 敏感的回答会略作混合。
    .text = 有些问题标为敏感。对于这些问题，每 100 人中约有 { $percent } 人、且至少约 { people }，会在任何内容可见之前通过抽签换成别人的回答。所以，某个群体看起来说了什么，并不等于您说了什么。总数保持准确：如果几乎所有人的回答都一样，总数会如实显示。
start-retention = 保留哪些内容。
    .text = 谁受到邀请、谁的链接已使用，这份名单会在问卷关闭时删除。封存的回答会保留；其中没有姓名、时间或地址。
    .linked = 如果您选择把这次的回答与下次的关联起来，一个假名会与您的回答放在一起，直到下一次关联的问卷关闭，或关联结束。之后它会被删除。
start-choice = 由您决定。
    .text = 没有标为必答的问题都可以跳过。发送之后，回答不能更改，也不能收回。
start-keep = 您可以先停下，以后再继续：在这台设备上再次打开您的链接即可。在发送之前，您的回答以只有您的链接才能打开的形式保存在这里。
start-keep-nothing = 请一次答完：本设备不会保存任何内容，您的代码只能使用一次。
start-device = 如果这台设备由别人管理，对方也许能看到屏幕。您可以换一台设备。
start-begin = 开始
start-resumed = 您之前已经开始。您的回答还在这里。
start-go-on = 继续
start-again = 删除并重新开始
start-details = 详细信息
start-fingerprint = 本问卷条款的指纹
start-compare = 请与邀请中的指纹对照。如果不同，请不要作答，并告诉邀请您的人。您的浏览器已核对条款和问题与它相符。
start-issuer = 服务

## 问题

questions-heading = 问题
questions-count = { $count } 个问题
questions-position = 第 { $index } 题，共 { $count } 题
questions-page = 第 { $index } 页，共 { $count } 页
questions-next = 下一页
questions-back = 上一页
questions-kept = 您的回答保存在这台设备上，只有您的链接能打开。再次打开链接即可继续。
questions-not-kept = 这个浏览器不保存任何内容，请在关闭页面之前完成。
questions-later = 先停在这里？
questions-saving = 正在保存……
questions-saved = 已全部保存。
questions-erase = 从这台设备上删除我的回答
questions-erased = 您的回答已删除。您的链接仍然有效。
questions-needed = 必答
questions-sensitive = 敏感
questions-no-answer = 不作答
questions-about-you = 关于您
questions-about-you-why = 以下内容均可不填。它们用于比较不同的群体，只有至少 { people } 的群体才会显示。
questions-prefer-not = 不想说
questions-several = 可以选择多项。
questions-band-hint = 只发送一个范围，不发送具体数字。
questions-only-band = 只发送这个范围：
questions-terms-hint = 只发送单个的词，并按固定顺序重新排列，绝不发送整句话。请不要提到任何人的名字。
questions-terms = 将发送这些词：
questions-progress = 您已回答 { $done } 题，共 { $count } 题。
questions-send = 发送我的回答
questions-send-hint = 发送之后，您的回答不能更改。
questions-error-title = 请再看一下这里
questions-error-item = 请选择一个回答。
questions-error-refused = 服务没有接受这一项。请重新选择。
questions-error-none = 请至少回答一个问题。

## 少数人共有的组别

groups-filled-in = 已按您所在机构的名单填写。您可以随意更改或删除：没有人会知道您是否这样做过。
groups-remove = 全部删除
groups-rare = 受邀者中只有少数人具有这一组合。其中一部分可能会在任何人看到之前被略去；您的回答仍然计入。如果愿意，您可以自己选择略去什么。
groups-shared = 现在有更多人与您所填的相同。
groups-say-only = 只填写：
groups-leave-out = 略去：
groups-leave-out-all = 全部略去

## 跨时间关联的回答

panel-title = 您的回答随时间的变化
panel-choice = 把我的回答与下一次问卷的回答关联起来
panel-what = 这样可以看到同一批人的回答如何变化，而没有人知道他们是谁。结果绝不会显示少于 { people } 的关联。您可以不选；您的回答同样有效。
panel-show = 需要记下的词
panel-write = 这个浏览器为下一次保存一个秘密。如果到时您可能使用别的浏览器，请按顺序记下这十二个词。请不要给别人看：在您的回答等待关联期间，同时拿到这些词和服务文件的人有可能找到您的回答。
panel-forget = 让这台设备忘记这些词
panel-forgotten = 这些词已从这个浏览器中删除。这次的回答不会被关联。
panel-have = 我有上一次的词
panel-enter = 您的十二个词
panel-use = 使用这些词
panel-taken = 这些词正确。您的回答将与您用它们给出的回答关联起来。
panel-unknown = 这不是那十二个词，或者顺序不对。请逐个与您记下的词对照。

## 发送

sending-title = 正在发送您的回答……
sending-wait = 这需要一点时间。请不要关闭页面。
sending-failed = 您的回答暂时未能发送
sending-safe = 什么都没有丢失。请让这个页面开着：它会自动重试。您也可以以后在这台设备上再次打开您的链接。无论发送多少次，您的回答只计一次。
sending-unkept = 您的答案尚未发送，只存在于这个打开的页面中。请让页面保持打开：它会自动重试。无论发送多少次，您的答案只计一次。
sending-trying = 正在重试……

## 回执

receipt-title = 谢谢您
    .text = 您的回答已送达，将与他人的回答一起统计。
receipt-code = 您的回执
receipt-code-hint = 如果愿意，请自行保存：这个页面不会保存它。它证明有一份回答已送达，但不说明您是谁，也不说明您回答了什么。您不必把它给任何人看。
receipt-list-hint = 问卷关闭后，所有回执会公布在一份列表中。凭您的回执，您可以看到它已被计入。
receipt-check-link = 查看是否已计入
receipt-copy = 复制回执
receipt-copied = 已复制
receipt-save = 保存为文件
receipt-file-name = survey-receipt.txt
receipt-file = 这是一份问卷回答的回执。它不说明回答的内容。
    .list = 问卷关闭后，这个页面会显示它是否已被计入：
receipt-copy-failed = 您的浏览器不允许在这里复制。请选中回执并复制。
receipt-shared = 如需保留，请抄下来，或用您自己的手机拍下本页。本设备上不会留下任何内容。
receipt-next = 接下来
    .text =
        您的回答不带姓名地等待，直到能与他人的回答一起封存。
        然后结果才会出现，并且总是至少涉及 { people }。人数不足时不显示任何内容。
        您的链接和回答已从这个浏览器中删除。您可以关闭页面。

## 暂时的问题

transient-offline = 您似乎没有联网。请检查网络连接。
transient-unreachable = 目前无法连接到服务。
transient-server = 服务自身出现了问题。

## 无法继续的情况

final-no-link = 需要完整的链接
    .text =
        这个页面要用邀请中的个人链接打开。链接缺少一部分，或者已在这里使用过。
        请再次打开邀请中的链接，或完整复制它，直到最后一个字符。
        如果您已经发送了回答，就不需要再做什么了。谢谢您。
final-insecure = 这个页面需要安全连接
    .text =
        您的回答由加密保护，而浏览器只在地址以 https:// 开头的安全页面上提供这种加密。
        没有发送任何内容。请在较新的浏览器中用以 https:// 开头的链接打开，或告诉邀请您的人。
final-not-found = 没有这份问卷
    .text = 地址可能被截断了，或者问卷还没有开放。请检查邀请中的链接。
final-closed = 这份问卷已关闭
    .text = 它不再接受回答，您的任何内容都没有保存。感谢您愿意参与。
final-link-unknown = 无法识别这个链接
    .text =
        它可能被截断或输错了。请再次打开邀请中的链接。
        如果仍然不行，请向邀请您的人要一个新的链接。
final-link-used = 这个链接已使用过
    .text =
        每个链接只能用一次，这样每个人的声音都只计一次。
        如果您之前打开过它，也许是在别的标签页或浏览器中，请回到那里完成。
        如果您没有用过它，请告诉邀请您的人。
final-code-used = 这个代码已经使用过
    .text =
        每个代码只能使用一次，这样每个人的意见只计一次。
        如果您之前已用它开始作答，并且那个页面仍然打开，请回到那里。
        如果您没有使用过，请告诉邀请您的人。
final-already-sent = 已经发送过回答
    .text = 之前用这个链接给出的回答已送达，并以那份为准。这个页面上的回答没有保存。
final-token-refused = 服务没有接受令牌
    .text = 您的回答没有保存。请告诉邀请您的人：令牌被拒绝了。
final-terms-differ = 请不要作答
    .text =
        这份问卷的条款与其指纹所指的不符，或者在您开始之后发生了变化。
        为了保护您，没有发送任何内容。请告诉邀请您的人。
