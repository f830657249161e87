# 在哪里可以得到帮助，以及语言的选择。简体中文。

language = 语言
language-failed = 未能加载这种语言。请在联网后再试一次。
help-heading = 现在就能得到的帮助
help-emergency = 如有紧急危险，请拨打当地的急救电话（欧盟 112，美国和加拿大 911，英国 999）。
help-country = 找人谈谈，所在国家或地区：
help-other-country = 其他国家或地区
help-elsewhere = 其他大多数国家的热线：
help-self-check = 我还好吗？私密自测
help-self-check-note = 在新标签页中打开，不发送任何内容。
