"""Words that carry no meaning in a question. Negations are not among them: "sover inte" is not "sover".

With their dots and accents: "gång" says nothing, "gäng" does. Easy Swedish has those of Swedish.
"""

STOP_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "sv": """
        adress adressen alla allt alltid andra annan annat att av bara behöva behövde behöver bl blev bli
        blir blivit borde borås bra bäst bästa både bör börja börjar ca de dej dem den denna deras dess
        dessa det detta dig din dina ditt dom dotter dottern du där därför då efter eftersom egentligen
        eller en enligt ens er era ert etc ett fanns fick finnas finnes finns flicka flickan fram fråga
        frågor från få får fått för ganska ge genom ger gjorde gjort grej gäller gärna gång gör göra ha hade
        haft han hans har hej hejsan hemsida hemsidan hen henne hennes hitta hittar hjälp hjälpa hjälper hon
        honom hos hur huruvida här i ibland igen info information innan ja jag jo ju jämt jätte kan kanske
        kille killen kom komma kommer kommun kommunen kontaktuppgifter kunde kunna kunnat leta letar liksom
        lite låta låter man med medan mej mellan men mer mest mig min mina mindre mitt mm mot mycket måste
        ner ni nog nu nummer numret när någon något några nån nåra nåt och också ofta ok okej om oss please
        pojke pojken problem på redan riktigt sak saker samma samt sedan sej sig sin sina sitt ska skall
        skulle snälla som son sonen sonens stad staden stöd sätt så söka söker tack telefon telefonnummer
        tex till tips tro tror tycker typ under undra undrar upp ur vad var vara varför varit varje vart
        velat vem verkligen vet veta vi via vid vilja vilka vilken vilket vill ville vore väl väldigt vända
        vänder vänligen vår våra vårt än ännu är även åt öppettider över
        """,
        "en": """
        a about above address after again against all already also always am an and another any anybody
        anyone anything anywhere are aren around as ask asking at available be because been before being
        below best between boras borås both boy boys but by can city come comes coming contact could did do
        does doing done during each etc even every everyone everything few find finding finds for found from
        get gets getting girl girls give gives go goes going gonna good got gotta gotten had has have having
        he he's hello help helping helps her here hers hes hey hi him his hours how how's hows i i'm i've if
        im in info information into is isn it it's its ive just kinds know knows let let's lets look looked
        looking looks lot lots make makes many may maybe me might mine more most much must my myself need
        needed needing needs now number of often ok okay on once onto or other others ought our ours over
        per perhaps please possible question questions really same search searching seek seeking shall she
        she's shes should so some somebody someone something sometimes son's still such support supports
        tell than thank thanks that that's thats the their theirs them then there there's theres these they
        they're theyre think thinks this those through tips to too town tries try trying under up upon us
        use using very via wanna want wanted wanting wants was way ways we we're website were what what's
        whats when where where's wheres whether which while who whom whose why will with within wonder
        wondering would yes you your youre yours
        """,
        "fi": """
        aika aikana aikoo aina aivan alkaa alkoi antaa antaisi anteeksi apu apua asia asiaa asiat asumaan
        autatteko auttaa auttaisi auttakaa auttavat borås boråsiin boråsin boråsissa boråsista edes ehkä eli
        enemmän ennen enää et etsii etsimme etsin etsitään etsiä että haen haenko haetaan hakea hakee haluaa
        haluaisimme haluaisin haluamme haluan haluavat haluisin haluta haluun he hei heidän heille heitä
        huomenna hyvin hän hänelle hänellä hänen hänet häntä ideoita ihan ihme ikäinen ikäinenkin ikäiselle
        ikäisen itte ja jo johon joka jokin joku jolla jolle jollekin joltakin jonka jonkun jonne jos joskus
        jossa josta jostain jostakin jota jotain jotakin joten jotenkin jotka jotta joutua joutuu juttelee
        juttu jälkeen kaa kaikkea kaikki kamalan kannattaako kanssa kauhea kautta kehen kelle keltä kenelle
        keneltä kenen kenet ketä kiitos kiitti koska kuin kuinka kuinkahan kuka kukaan kumpi kun kunnolla
        kysymys kysyn kysyä käy käydä käyttää käyvät lainkaan liian luona lähellä lähtee lähteä löydän
        löytyisi löytyiskö löytyy löytyykö löytäisi löytää me meidän meihin meille meillä meiltä meinaa
        meitä melko menee menen mennyt mennä mennään mielestä mihin miksi mikä mikähän mikään mille milloin
        millä minkä minne minua minulla minulle minulta minun minusta minut minuun minä missä mistä mistähän
        miten mitkä mitä mitään moi montako mua muhun muita mukaan mulla mulle multa mun musta mut mutta muu
        muut myös mä ne neuvoa neuvoja niiden niille niin niitä nuo ny nykyään nyt nämä nää ohjeita ois
        olemme olen olenko olet olette oli olin olis olisi olisin olla ollaan ollenkaan ollut oma omaa omaan
        omalla omalle oman omassa omasta omat omia omien on onko onks oon oonko oot osaako osaan osataan
        ottaa ovat paikka paikkaa paljon paljonko pitäis pitäisi pitäisikö pitää pitääks pitääkö poika
        poikaa poikamme poikani pois pojalla pojalle pojan pystyn pystytään pystyy pyydän pyytää päin
        ruotsissa saa saada saako saaks saamme saammeko saan saanko saat saataisiin saatavilla saisi saisiko
        saisin saisko sanoa sanoi sanoo se sekä sen siellä sieltä siihen siinä siitä sille sillä sinne sinua
        sinulla sinulle sinun sinä sisään sit sitten sitä sua sulla sulle sun sä taas tahtoisin tai takia
        tarvii tarviin tarvitaan tarvitsee tarvitseeko tarvitsemme tarvitsen taukoakin te teemme teen teette
        tehdä tehdään tehnyt teidän teille teillä teitä tekee tekemään terve tiedä tiedämme tiedän tietoa
        tietää tietääkö todella toinen toivoisin tosi tosiaan tulee tulen tuli tulla tuo tuon tuota
        tyttärelleni tyttärellä tyttärelläni tyttäreni tyttö tyttömme tyttöni tyttöä tytölle tytöllä tytön
        tähän tällä tämä tämän tän tänne tänään tässä tästä tätä täysin täytyisi täytyy täytyykö tää täällä
        täältä ulos usein vaan vai vaikka vain valtavasti varten vielä vinkkejä vinkki voi voida voidaan
        voiko voiks voimme voimmeko voin voinko vois voisi voisiko voisin voisko voit vuoksi vähän
        """,
        "ar": """
        أبحث أتصل أجد أحب أحتاج أحد أحصل أدور أذهب أربع أرجو أرجوكم أرغب أروح أريد أسأل أساعد أستطيع أسوي
        أشترك أشهر أشياء أعرف أعمل أفعل أقدر أكو أكيد ألاقي أن أنا أنت أهلا أو أي أية أيضا أين إذا إنه إنها
        إيمتى احتاج احنا اربع استفسار اشترك الآن البلدية التي الحصول الذي الذين الرجاء السابق السابقة السلام
        الصغير الصغيرة اللي المساعدة الى اليوم انتم انتو انتي انو اني ايش ايمت ب بالنسبة ببوروس بتاع بحاجة
        بحث بخصوص بدك بدكم بدنا بده بدها بدهم بدو بدور بدي بس بعرف بعض بقدر بكل بكم بلاقي بليز بوراس بورس
        بوروس بوروص تبع تبعنا تبعي تحتاج تريد تساعدني تساعدوني تسع تسعة تكون تلات تلك تمان توجد ثلاث ثم ثمان
        ثمانية جدا حاب حابب حابة حتى حدا خمس خمسة دائما دايما ذلك راح رايح رجاء رجاءا رح روح سؤال سابق
        ساعدني ساعدوني ساوي سبع سبعة ستة سلام سمحت سنة سنتين سنوات سنين شغلة شكد شكرا شكو شلون شنو شهر شهرين
        شهور شو شوكت شوي شوية شي شيء صار صارت صارلي صرت صغير صغيرة ضروري طول طيب ع عاوز عايز عشان عشر عشرة
        علشان على عليكم عم عمر عمره عمرها عمري عن عند عندك عندكم عندنا عنده عندها عندهم عندو عندي ف فضلك في
        فين فينا فيني فيه فيها قد قديش كان كانت كتير كثير كثيرا كذا كل كله كلهم كم كمان كنت كي كيف كيفك
        كيفية ل لأن لأنه لازم لاقي لدي لديك لدينا لشو لك لكم لكن لكي لما لماذا لنا له لها لهم لو لوسمحت لي
        ليش ماذا ماهو ماهي متاع متل متى مثل محتاج محتاجة محتاجين مدينة مرحبا مساعدة مشان مع معرفة معلومات
        ممكن من منشان منو مواعيد موجود موجودة موعد مين نبحث نجد نحتاج نحصل نحن نحنا نريد نستطيع نسوي نشترك
        نعرف نعمل نقدر نلاقي هاد هاذا هاي هدول هذا هذه هذول هذي هسه هكذا هل هلأ هلق هم هنا هناك هنيك هو هواي
        هون هي هيدا هيدي هيك و وأنا وانا وبدنا وبدي ودي وش وعمره وعمرها وعندي وقتيش ونحن وين يا يحتاج يريد
        يساعدنا يساعدني يعني يكون يلي يمكن يمكنني يوجد
        """,
        "fa": """
        آقا آمد آمده آن آنجا آنها آیا ات احتیاج از ازم اس است اش اطلاعات الان ام اما امروز اند او اومد اومده
        اون اونا اونجا اگر اگه ای اید ایشان ایم این اینجا اینه اینها با باره باشد باشم باشه باشید باهام باید
        ببخشید ببرم ببریم بخاطر بدانم بدست بدم بده بدهید بدونم بدید بدیم بدین بذارم بذاریم بر براش برام
        برامون برای برایش برایم برایمان برم بروم برویم بریم بسیار بعضی به بهش بهم بود بودم بودن بوده بوراس
        بورس بوروس بوروسی بچش بچشو بچم بچمان بچمو بچمون بچه‌م بچه‌مون بکنم بکنیم بگویید بگید بگیرم بگیریم
        بگین بیابم بیارم بیایم تا تشکر تو توانم تونم توی جان جایی جستجو جلو جلوی حالا حتی خاطر خواستم خواستن
        خوام خواهد خواهش خواهشا خواهم خواهیم خود خودم خودمان خیلی دائم داخل دارد دارم دارن دارند داره دارید
        داریم دارین داشت داشتن داشته دانستن دایم دخترم در درباره درجه درود دنبال دهید دو دوازده دگه دیگ دیگر
        دیگه را راجع راهنمایی رفتن رو روی زیاد سابق سال سالست سالش سالشه سالمه ساله سالگی سالگیش سلام سه
        سوئد سوال سویدن سپاس شد شدم شدن شده شده‌ام شش شما شمارا شهر شهرداری شود ضرورت عزیز فعلا فقط قبلی
        لازم لطف لطفا لطفن ما مارا ماره مانند ماه ماهه متشکرم مثل مدام مدد مرا مرسی مره معلومات ممنون من منم
        منو مه مورد می میتونم میتونه میتونیم میخام میخایم میخواد میخواستم میخوام میخوایم میدونم میشه میشوم
        میکنن میکنه میگردم میگن میگه می‌تواند می‌توانم می‌توانیم می‌خواهد می‌خواهم می‌خواهیم می‌دانم می‌شود
        می‌کند می‌کنم می‌کنند می‌کنیم نزد نیاز نیازمند نیز ها هاش هاشو هام هامو هامون های هایش هایم هایمان
        هر هست هستش هستم هستند هستیم هستین هشت هفت هم همش همه همیشه همین هنوز هی و واسم واسه وقتا وقتی ولی
        پرسش پس پسرم پنج پیدا پیداکردن چار چجور چجوری چرا چطو چطور چطوری چقدر چند چندتا چه چهار چه‌طور چون
        چکار چگونه چگونگی چی چیرا چیز چیزی چیست چیطور چیه چیکار کاری کجا کجاس کجاست کدام کدوم کرد کردم کردن
        کرده کسی کمون کمک کمکم کمی کند کنم کنن کنند کنه کنید کنیم که کومون کوچک کوچکم کوچیک کوچیکم کی گردم
        گرفتن گفت گفتن یا یازده یافتن یه یک یکی
        """,
        "so": """
        aad aadaa aadi aado aaway adi adiga adigoo adigu ah ahaa ahaado ahaan ahay ahayd ama anaga ani aniga
        anigoo anigu aniguna annaga aqaan asalaamu asc awgeed ayaa ayaad ayaan ayaannu ayay ayey ayo ayuu
        baa baad baahan baahanahay baahi baahnahay baan badan bay bey boraas boras borås buu caawi caawimaad
        caawimo caawin caawiso caawiya calaykum canugayga canugaygu canugeyga canugeygu carruurtayda
        carruurtaydu carruurteyda caruurtayda caruurtaydu caruurteyda cunugayga cunugaygu cunugeyga
        cunugeygu dambe darteed dartiis dhan doona doonaa doonaya doonayaa doono ee fadlan gabadhayda
        gabadhaydu gabadheyda gabadheydu gabartayda gabartaydu gabarteyda gabarteydu garan garanayo goorma
        goormee haa hada hadaan hadda haddaan hadday haddii hadduu hadii halka halkaan halkaas halkan halkee
        hase helaa helayaa heli helin helnaa helo heshaa hesho hey hore horta i idiin idin idinka iga igu ii
        iiga iigu ila ilaa illaa ilmahayaga ilmahayga ilmahaygii ilmahaygu ilmaheyga ilmaheygu imaado imaan
        iman imisa immisa in ina inaa inaad inaan inaanu inan inankayga inankaygu inantayda inantaydu inay
        inaydin inaynu innaga inoo inta intee inuu isaga isagoo isagu iska iskaga iswidhan iswiidhan iyada
        iyadoo iyadu iyaga iyagoo iyagu iyo jira jiraan jirin jiro jirta jirto ka kaa kaaga kaas kaasi kaga
        kale kalena kaliya kan kani kara karaa karaan kari karnaa karno karo kartaa kartid kasta kee keliya
        kii kolka ku kula kuma kuu kuugu kuwa kuwaas kuwan kuwii kuwo la laakiin laakin laga lagu lagula
        lahaa lahaan lahayd lakin lala leedahay leenahay leeyahay leeyihiin leh loo looga loogu maad
        maalinta maan mahadsanid mar marar marka markaan markay markii markuu max maxaa maxaad maxaan maxay
        maxey maxuu may meel meelaha meelo meeqa meesha meeshee meeye mise miyaa miyaad miyaan miyay miyuu
        muu muxuu na naga nagu nahay nala noo nooga noqday noqon ogaado ogaan ogahay oo qaban qabto raadi
        raadin raadinaya raadinayaa raadiyo raba rabaa rabay rabnaa rabno rabo rabtaa saabsan salaan samayn
        samaynayaa sameeyaa sameeyo sameyn se sheeg sheega si sida sidaan sidan sidee sideed sideen sidii
        sidoo su'aal sweden taa taas taasi tag tagaa tagi tago tahay tan tani tee tihiin tii u uga ugu waa
        waad waan waannu waanu walba wax waxa waxaa waxaad waxaan waxaannu waxaanu waxay waxey waxuu
        waxyaabo way waydiin waydiiyo weey weydiin weydiiyo wiilkayga wiilkaygu wiilkeyga wiilkeygu wixii
        wuu wuxuu xaga xagee xageed xageen xagga xaggee xaggeen xoogaa yaa yahay yara yihiin
        """,
        "uk": """
        boras borås а або але б би борос був буде будь була були було бути был была біля в вам вами вас ваш
        ваша ваше вашого вашої ваші весь вже ви вона вони воно все всі від він где дайте де делать день для
        дні до допомога допомоги допомогти допомогу допоможіть дуже дякую его если ж з за зараз звідки
        знайти зробити зі и или ищу й його йому к когда кого коли кому кто куда куди ласка маю має мене меня
        мені ми мне мною мого могу мое моего моей моему може можемо может можна можно можу мои мой мою моя
        моє моєму моєю моєї мої моїй моїм моїх між мій на над найти нам нами нас наш наша наше нашого нашої
        нашу наші нею неї ним ними них нужна нужно нього о об он она они от отримати очень по подскажите
        пожалуйста получить помогите помощь порада порадьте потрібен потрібна потрібно потрібні почему при
        про прошу під підкажіть після робити роблю роки року років рік с свого свою своя своєї свої своїх
        свій скільки сьогодні та так така таке такий також там твоя твій те тебе теж тепер ти тобі того той
        только тому треба ту тут ті тільки у уже хоче хочемо хочет хочу хто хтось це цей цього цьому цю ця
        ці цієї через чи чим чого чому что чтобы швеція швеції шукати шукаю ще що щоб щодо щойно щось это я
        як яка яке який якийсь якого якої яку якщо які є і із інформація їй їм їх її
        """,
        "bs": """
        a ako ali bila bili bilo bio biti boras borasu boros borås boråsu bude budem cijeli cijelo cijelu da
        dan dana danas dane do dobijem dobiti dobiva ga gde gdje god godina godine godini godinu hoće hoćemo
        hoću htela htio htjela hvala i ih ili im ima imaju imam imamo imati info informacije isto iz između
        ja jako je jer joj još ju kad kada kakav kako kakva kakvo kamo ko kod koga koja koje kojeg kojem
        koji kojih kojoj koju koliko kome kroz kuda li malo me mene meni mi mnom mog mogu moj moja moje
        mojeg mojem moji mojih mojim mojoj moju molim mom mora moram moći može možemo možeš mu na nad nam
        nama nas naći nađem naš naša naše našeg našoj neka neki neko netko nešto njega njemu njih njima njoj
        nju o od odakle oko on ona onaj one oni ono ova ovaj ovde ovdje ove ovi ovo pa po pod pomaže pomoci
        pomozite pomoć pomoći posle poslije pre pred pri prije pronaći radim raditi s sa sad sada sam samo
        savet savjet se sebi si smo ste su svaki sve svi svog svoj svoja svoje svoju ta taj takođe također
        tamo te tebe tebi ti tko to tog tom traži tražim tražiti treba trebaju trebam trebamo tu tvoj tvoja
        tvoje u uraditi učiniti vam vama vas vaš vaša vaše vašeg već vi vrlo za zašto zbog će ćemo ćete ćeš
        ću čega čemu čime šta što švedska švedskoj želi želim želimo
        """,
        "sq": """
        a afër ai ajo apo as asaj asht asnjë ata atij atje ato aty atyre atë bo bojm boras borasin borås
        bëhet bëj bëjmë bën bëni cila cilat cili cilin cilën dashtë deri dhe diku dikun dikush dikë disa
        dita ditë ditën diçka do doja dojna don doni du dua duam duan duhen duhet duke e edhe eshte
        faleminderit flm gjatë gjej gjejmë gjendet gjeni gjet gjetë gjithë i ia im ime imi imja informacion
        informata isha ishin ishte jam jan janë je jemi jena jeni jo jonë jote ju juaj juaja jush juve ka
        kam kan kanë ke kemi kena keni ketu kisha kishte kjo kom krejt ku kur kush ky kë kërkoj kërkojmë
        kësaj këshilla këshillë këta këtij këto këtu këtë le lutem lutemi m ma marr marrim marrë mbi me merr
        mi mia mu mua muj mujm mund mundem mundemi mundet munem më n na ndihma ndihmen ndihmoj ndihmon
        ndihmoni ndihmë ndonjë ndër ne nesh neve nga një në nën nëse ose osht pak pas pasi po por pranë prej
        pse pyetje për përse qfare qish qka qysh që rreth sa saj se sepse shkoj shum shumë si sime sipas sot
        suedi suedia suedisë t ta tani tash te tek tere thonë ti tij tim time tona tonë tu ty tyre të tënde
        tërë u ua unë vetë veç vit vite viti vjen vjet vjeç ynë yt çdo çfare çfarë çka është
        """,
    }.items()
}
STOP_WORDS["sv-simple"] = STOP_WORDS["sv"]

# They turn what follows, and say nothing by themselves. Folded.
NEGATIONS: dict[str, frozenset[str]] = {
    "sv": frozenset({"aldrig", "ej", "inga", "ingen", "inget", "inte", "utan"}),
    "en": frozenset({"cant", "doesnt", "dont", "isnt", "never", "no", "not", "without", "wont"}),
    "fi": frozenset({"ala", "ei", "eivat", "emme", "en", "et", "ilman", "koskaan"}),
    "ar": frozenset({"بدون", "لا", "لم", "لن", "ليس", "ما", "مش"}),
    "fa": frozenset({"بدون", "بي", "نه", "نيست"}),
    "so": frozenset({"aan", "la", "laan", "ma", "maya"}),
    "uk": frozenset({"без", "не", "нема", "ни", "ні"}),
    "bs": frozenset({"bez", "ne", "nece", "nema", "nije", "nikad"}),
    "sq": frozenset({"asnje", "jo", "kurre", "mos", "nuk", "pa", "ska"}),
}
NEGATIONS["sv-simple"] = NEGATIONS["sv"]
