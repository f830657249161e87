# 输入信中代码的页面，以及多人共用的设备。简体中文。

code-title = 请输入您信中的代码
code-label = 您的代码
code-hint = 代码由十二个字母和数字组成，分为三组，例如 K7QM-2XWD-9HTG。大小写、空格和连字符都没有关系。
code-go = 继续
code-looking = 请稍候 …
code-length = 代码由十二个字母和数字组成。请检查是否缺少或多出。
code-mistyped = 这个代码有误。请逐个字母和数字与您的信对照。
code-unknown = 这个代码无法识别。请与您的信对照。如果无误，调查可能已经结束，或者您收到了更新的代码。
code-wait = 刚才有太多错误的代码被尝试。请稍等片刻再试。您的代码仍然有效。
code-offline = 您似乎处于离线状态。请检查连接后重试。
code-failed = 目前无法连接到服务。请重试。

## 多人共用的设备

kiosk-shared = 共用设备
kiosk-intro = 您之后还有其他人使用这台设备。完成后，您输入的所有内容都会从设备上清除。
kiosk-stop = 停止并清除
kiosk-done = 完成：为下一位清除
kiosk-stay = 继续
kiosk-clear = 立即清除
kiosk-unsent = 不发送就停止吗？
    .text = 您的答案尚未发送。如果清除此页，答案就会丢失，您的代码也可能无法再次使用。
kiosk-idle = 您还在吗？
    .text = 有一段时间没有操作了。一分钟后，本页会为下一位自动清除。届时尚未发送的内容将会丢失。
