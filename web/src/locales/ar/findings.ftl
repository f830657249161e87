# ما أظهره الاستبيان، لمن سُئلوا. بالعربية.

title = ما الذي توصلنا إليه
loading = جارٍ التحميل…
answered =
    { $people ->
        [one] أجاب شخص واحد.
        [two] أجاب شخصان.
        [few] أجاب { $people } أشخاص.
        [many] أجاب { $people } شخصًا.
       *[other] أجاب { $people } شخص.
    }
shown = لا تُعرض إلا مجموعات لا يقل عدد أفرادها عن { $people }. لا يستطيع أحد أن يرى من قال ماذا.
too-few = عدد من أجابوا أقل من { $people }، لذلك لا توجد نتائج.

said-heading = أنتم قلتم، ونحن فعلنا
    .said = أنتم قلتم
    .did = نحن فعلنا
results = النتائج
groups = قارن المجموعات
    .none = الجميع معًا
percent = { NUMBER($percent, maximumFractionDigits: 0) }٪
answers =
    { $people ->
        [one] إجابة واحدة
        [two] إجابتان
        [few] { $people } إجابات
        [many] { $people } إجابة
       *[other] { $people } إجابة
    }
mean = المتوسط { NUMBER($mean, maximumFractionDigits: 1) }، على مقياس من { $low } إلى { $high }.
    .between = كان يمكن لأشخاص آخرين مثلك أن يعطوا من { NUMBER($low, maximumFractionDigits: 1) } إلى { NUMBER($high, maximumFractionDigits: 1) }.
favourable = الإجابات الجيدة: { NUMBER($percent, maximumFractionDigits: 0) }٪.
withheld = غير معروض: أجاب أقل من { $people }، أو لم يجب أحد.
mentions =
    { $people ->
        [one] ذكره شخص واحد
        [two] ذكره شخصان
        [few] ذكره { $people } أشخاص
        [many] ذكره { $people } شخصًا
       *[other] ذكره { $people } شخص
    }
swapped = جرى تبديل بعض الإجابات هنا بالقرعة قبل حفظها. لذلك لا تقول أي إجابة شيئًا مؤكدًا عن أي شخص.

change-up = ارتفع بمقدار { NUMBER($by, maximumFractionDigits: 1) } (بين { NUMBER($low, maximumFractionDigits: 1) } و{ NUMBER($high, maximumFractionDigits: 1) }).
change-down = انخفض بمقدار { NUMBER($by, maximumFractionDigits: 1) } (بين { NUMBER($low, maximumFractionDigits: 1) } و{ NUMBER($high, maximumFractionDigits: 1) }).
change-unclear = لا تغيّر واضح.
change-points-up = ارتفع بمقدار { NUMBER($by, maximumFractionDigits: 0) } نقطة.
change-points-down = انخفض بمقدار { NUMBER($by, maximumFractionDigits: 0) } نقطة.
change-since = منذ الاستبيان السابق:
change-meaning = حيث يُذكر أن شيئًا ارتفع أو انخفض، نادرًا ما تفعل المصادفة وحدها ذلك. وهو لا يبيّن السبب.

how = كيف تُحمى إجاباتك
    .text =
        استُبدل رابطك برمز لا يستطيع أحد أن يتتبعه، فلا يعرف أحد أي الإجابات إجاباتك.
        تُحفظ الإجابات فقط في مجموعات لا يقل عدد أفرادها عن { $people } ممن لهم البيانات نفسها. وما يشترك فيه عدد أقل حُذف قبل الحفظ.
    .erased = عند إغلاق الاستبيان مُحيت قائمة المدعوين وروابطهم والمفتاح.

nothing = لا يوجد هنا ما يُعرض
    .text = ربما لم تُنشر النتائج بعد، أو أن الرابط غير كامل. من فضلك اسأل من أعطاك الرابط.
failed = لم يمكن جلب النتائج
    .offline = يبدو أنك غير متصل. من فضلك تحقق من الاتصال.
    .other = لا يمكن الوصول إلى الخدمة الآن.
retry = حاول مرة أخرى
