# 简体中文信件。
subject-invitation = 邀请：{ $title }
subject-reminder = 提醒：{ $title }
greeting = 您好：
invitation = 诚邀您填写“{ $title }”，这是“{ $programme }”的一项调查。
reminder = “{ $programme }”的调查“{ $title }”仍在进行。如果您已经填写，则无需再做任何事。
choice = 是否参加由您决定。
link = 您的调查链接：
link-rule = 此链接仅供您本人使用，只接受一次作答。请勿转给他人。
seen = 没有人能知道哪些回答是您的：您的雇主、查看结果的人、运行本服务的人都不能。结果只涉及至少 { $k } 人的群体。
known = 您受到邀请这一点是已知的。Chorus 不会向任何人显示您是否已作答。能阅读您邮件的人可以看到这封信并使用其中的链接。
open = 调查将一直开放，直到组织者将其关闭。
terms = 以下字符是本调查条款的指纹。调查页面上也会显示；如果两者不同，请不要作答。
help = 立即获得帮助
help-emergency = 如有紧急危险，请拨打当地的紧急电话。
help-talk = 按国家查找可以倾诉的人：
