"""How each language says years, months and the ages of children. Folded, as `catalog.search.analysis` folds."""

# Language → (years, months), as they follow a number: 3 år, 3-åring, 18 mån.
_UNITS = {
    "sv": (
        "ar arig ariga arigt aring aringar aringarna aringars aringen aringens ars arsalder arsaldern arsbarn arskalas",
        "man manad manaden manader manaderna manaders manadersbebis manads mdr",
    ),
    "en": (
        "old year yearold yearolds years yo yr yrs",
        "mo month monthold months mos mth mths",
    ),
    "fi": (
        "v vee veeta vuoden vuodesta vuosi vuoteen vuotiaalla vuotiaallani vuotiaalle vuotiaalleni vuotiaalta vuotiaamme vuotiaan vuotiaana vuotiaani vuotiaaseen vuotiaasta vuotiaat vuotiaiden vuotiaille vuotiaita vuotias vuotiaskin vuotiasko vuotiasta vuotinen vuotis vuotta",
        "kk kkn kuinen kuisella kuiselle kuisen kuista kuukauden kuukaudesta kuukausi kuukauteen kuukautinen kuukautisella kuukautiselle kuukautisen kuukautista kuukautta",
    ),
    "ar": (
        "اعوام بعمر سنتان سنه سنوات سنين عام عاما عمره عمرها عمرو عمري",
        "اشهر اشهرا شهر شهرا شهور",
    ),
    "fa": (
        "سال سالته سالست سالش سالشه سالم سالمه ساله سالهام سالهاي سالهس سالهي سالگي سالگيش سالگيم سنش سنم",
        "ماه ماهش ماهشه ماهه ماههام ماههاي ماههي ماهگي ماهگيش",
    ),
    "so": (
        "jir jira jirada jirka jirkaas jirkii jirsaday jirsado jirsan jirsatay jirsato jirta jirtay sanad sanadguuro sanadka sanadle sanado sanadood sannad sannadka sannadle sannado sannadood sanno sannojir sannojira sano sanojir sanojira sanojirka",
        "bil bilaha biljir bilka billo billood bilo bilod bilood bilooda biloodka bishood",
    ),
    "uk": (
        "год года годик годика годиков году лет летнего летнеи летнему летние летнии летняя літ літнього літньоі літня літніи р роках роки роком року років рочка рочки рочків рочок рік річна річне річнии річник річним річних річного річному річною річноі річну річні",
        "мес месяц месяца месяцев месяцы месячная месячного месячныи міс місяцем місяць місяця місяцях місяці місяців місячна місячне місячнии місячного місячному місячноі місячну",
    ),
    "bs": (
        "g god godina godinama godine godini godinom godinu godisnja godisnjak godisnjaka godisnjakinja godisnjakinje godisnjaku godisnje godisnjeg godisnjem godisnji godisnjoj godisnju leta ljeta",
        "mes mesec meseca meseci mesecima mesecna mesecne mesecni mesecno mesecnu mesecu mj mjes mjesec mjeseca mjeseci mjesecima mjesecna mjesecne mjesecni mjesecno mjesecnog mjesecnu mjesecu",
    ),
    "sq": (
        "v vit vite vitet viti vitin vjec vjecar vjecare vjecaren vjecari vjecarin vjecarja vjece vjeq vjeqar vjeqare vjeqe vjet vjete vjetet",
        "muaj muaji muajit muajsh muajsha muajshe muajt muajve muj mujsh mujshe mujve",
    ),
}
# Language → stage → the words for a child in it.
_STAGES = {
    "sv": {
        "expecting": """
            blivande gravid gravida graviditet graviditeten gravidvecka havande ofodd ofodda ofott preggis
            preggo
        """,
        "baby": """
            babis babisen baby babyn bebben bebis bebisar bebisarna bebisen bebisens nollaring nollaringen
            nyfodd nyfodda nyfodde nyfoding nyfott prematur smabarn smabarnen smabarnet spadbarn spadbarnet
            spadbarns
        """,
        "toddler": """
            ettarig ettariga ettaring ettaringar ettaringarna ettaringen knatte krypaldern smabarn
            smabarnen smabarnet smatting smattingar toddler tvaarig tvaariga tvaaring tvaaringar
            tvaaringarna tvaaringen
        """,
        "preschooler": """
            dagisbarn dagisbarnet femarig femariga femaring femaringar femaringarna femaringen femarstrots
            forskolealdern forskolebarn forskolebarnen forskolebarnet fyraarig fyraariga fyraaring
            fyraaringar fyraaringarna fyraaringen trearig treariga trearing trearingar trearingarna
            trearingen trearstrots
        """,
        "pupil": """
            attaarig attaariga attaaring attaaringar attaaringarna attaaringen elvaarig elvaariga elvaaring
            elvaaringar elvaaringarna elvaaringen forskoleklass forskoleklassen lagstadiebarn lagstadieelev
            lagstadiet mellanstadiebarn mellanstadieelev mellanstadiet nioarig nioariga nioaring nioaringar
            nioaringarna nioaringen sexarig sexariga sexaring sexaringar sexaringarna sexaringen sjuarig
            sjuariga sjuaring sjuaringar sjuaringarna sjuaringen skolaldern skolbarn skolbarnen skolbarnet
            tioarig tioariga tioaring tioaringar tioaringarna tioaringen tolvarig tolvariga tolvaring
            tolvaringar tolvaringarna tolvaringen
        """,
        "teenager": """
            femtonarig femtonariga femtonaring femtonaringar femtonaringarna femtonaringen fjortis
            fjortonarig fjortonariga fjortonaring fjortonaringar fjortonaringarna fjortonaringen
            gymnasieelev gymnasieungdom gymnasist hogstadieelev hogstadiet sextonarig sextonariga
            sextonaring sextonaringar sextonaringarna sextonaringen sjuttonarig sjuttonariga sjuttonaring
            sjuttonaringar sjuttonaringarna sjuttonaringen teenager tonar tonaren tonaring tonaringar
            tonaringarna tonaringars tonaringen tonaringens tonars tonarsbarn tonarsdotter tonarsdottern
            tonarskille tonarsson tonarssonen tonarstiden tonarstjej trettonarig trettonariga trettonaring
            trettonaringar trettonaringarna trettonaringen ungdom ungdomar ungdomarna ungdomen
        """,
    },
    "en": {
        "expecting": """
            antenatal expectant expecting fetus foetus preggers pregnancies pregnancy pregnant prenatal
            trimester unborn
        """,
        "baby": """
            babies baby babys bub infant infants neonate newborn newborns preemie
        """,
        "toddler": """
            toddler toddlers tot tots
        """,
        "preschooler": """
            kindergartener kindergartner preschooler preschoolers threenager
        """,
        "pupil": """
            preteen preteens schoolboy schoolchild schoolchildren schoolgirl schoolkid schoolkids tween
            tweens
        """,
        "teenager": """
            adolescence adolescent adolescents teen teenage teenaged teenager teenagers teens youngster
            youngsters youth youths
        """,
    },
    "fi": {
        "expecting": """
            odottava odottavalle odottavan odotuksessa odotusaika paksuna raskaana raskauden raskaudessa
            raskaus raskausaika raskausaikana raskausviikko raskausviikolla raskauteni raskautta
        """,
        "baby": """
            bebikselle bebiksen bebis beibi beibille beibin imevainen imevaisen imevaisikainen
            konttausikainen pikkuvauva pikkuvauvalle pikkuvauvan puolivuotiaalle puolivuotiaan puolivuotias
            sylivauva vastasyntyneelle vastasyntyneen vastasyntynyt vastasyntynytta vauva vauvaa vauvaan
            vauvaikainen vauvaikaisen vauvalla vauvallani vauvalle vauvalleni vauvamme vauvan vauvani
            vauvasta vauvat vauveli vauvoille vauvoja vauvojen
        """,
        "toddler": """
            kaksivee kaksivuotiaalla kaksivuotiaalle kaksivuotiaan kaksivuotiaani kaksivuotiaat
            kaksivuotias kaksivuotiasta kaksveet puolitoistavee puolitoistavuotiaalla puolitoistavuotiaalle
            puolitoistavuotiaan puolitoistavuotiaani puolitoistavuotiaat puolitoistavuotias
            puolitoistavuotiasta taapero taaperoa taaperoiden taaperoikainen taaperoikaisen taaperoille
            taaperolla taaperolle taaperomme taaperon taaperoni taaperosta taaperot uhmaikainen
            uhmaikaiselle uhmaikaisen ykkosvuotias yksivuotiaalla yksivuotiaalle yksivuotiaan yksivuotiaani
            yksivuotiaat yksivuotias yksivuotiasta
        """,
        "preschooler": """
            dagisikainen dagisikaiselle dagisikaisen dagislainen esikouluikainen esikouluikaiselle
            esikouluikaisen kolmevee kolmevuotiaalla kolmevuotiaalle kolmevuotiaan kolmevuotiaani
            kolmevuotiaat kolmevuotias kolmevuotiasta kolmivuotiaalla kolmivuotiaalle kolmivuotiaan
            kolmivuotiaani kolmivuotiaat kolmivuotias kolmivuotiasta leikkiikainen nelivee nelivuotiaalla
            nelivuotiaalle nelivuotiaan nelivuotiaani nelivuotiaat nelivuotias nelivuotiasta
            neljavuotiaalla neljavuotiaalle neljavuotiaan neljavuotiaani neljavuotiaat neljavuotias
            neljavuotiasta paivakotiikainen paivakotilainen paivakotilaiselle paivakotilaisen
            paivakotilaiset tarhaikainen tarhaikaiselle tarhaikaisen tarhalainen tarhalaisen viisivee
            viisivuotiaalla viisivuotiaalle viisivuotiaan viisivuotiaani viisivuotiaat viisivuotias
            viisivuotiasta viisvee
        """,
        "pupil": """
            alakouluikainen alakoululainen alakoululaisen ekaluokkalainen ekaluokkalaiselle ekaluokkalaisen
            ekaluokkalaiset eppu eskarilainen eskarilaiselle eskarilaisen kahdeksanvuotiaalla
            kahdeksanvuotiaalle kahdeksanvuotiaan kahdeksanvuotiaani kahdeksanvuotiaat kahdeksanvuotias
            kahdeksanvuotiasta kaksitoistavuotiaalla kaksitoistavuotiaalle kaksitoistavuotiaan
            kaksitoistavuotiaani kaksitoistavuotiaat kaksitoistavuotias kaksitoistavuotiasta kasivee
            kolmasluokkalainen kouluikainen kouluikaiselle kouluikaisen kouluikaiset kouluikaista
            koululainen koululaiselle koululaisen koululaiseni koululaiset koululaisille koululaista
            koululaisten kuusivee kuusivuotiaalla kuusivuotiaalle kuusivuotiaan kuusivuotiaani
            kuusivuotiaat kuusivuotias kuusivuotiasta kymmenenvuotiaalla kymmenenvuotiaalle
            kymmenenvuotiaan kymmenenvuotiaani kymmenenvuotiaat kymmenenvuotias kymmenenvuotiasta
            kymmenvuotiaalla kymmenvuotiaalle kymmenvuotiaan kymmenvuotiaani kymmenvuotiaat kymmenvuotias
            kymmenvuotiasta kymppivee oppilaalle oppilaan oppilas pikkukoululainen seiskavee
            seitsemanvuotiaalla seitsemanvuotiaalle seitsemanvuotiaan seitsemanvuotiaani seitsemanvuotiaat
            seitsemanvuotias seitsemanvuotiasta seitsenvuotiaalla seitsenvuotiaalle seitsenvuotiaan
            seitsenvuotiaani seitsenvuotiaat seitsenvuotias seitsenvuotiasta tokaluokkalainen
            yhdeksanvuotiaalla yhdeksanvuotiaalle yhdeksanvuotiaan yhdeksanvuotiaani yhdeksanvuotiaat
            yhdeksanvuotias yhdeksanvuotiasta yksitoistavuotiaalla yksitoistavuotiaalle yksitoistavuotiaan
            yksitoistavuotiaani yksitoistavuotiaat yksitoistavuotias yksitoistavuotiasta
        """,
        "teenager": """
            kolmetoistakesainen kolmetoistavuotiaalla kolmetoistavuotiaalle kolmetoistavuotiaan
            kolmetoistavuotiaani kolmetoistavuotiaat kolmetoistavuotias kolmetoistavuotiasta
            kuusitoistavuotiaalla kuusitoistavuotiaalle kuusitoistavuotiaan kuusitoistavuotiaani
            kuusitoistavuotiaat kuusitoistavuotias kuusitoistavuotiasta lukiolainen lukiolaiselle
            lukiolaisen murkku murkkua murkkuikainen murkkuikaisen murkkuni murkulle murkun murrosikainen
            murrosikaiselle murrosikaisen murrosikaiseni neljatoistavuotiaalla neljatoistavuotiaalle
            neljatoistavuotiaan neljatoistavuotiaani neljatoistavuotiaat neljatoistavuotias
            neljatoistavuotiasta nuorelle nuoremme nuoren nuoreni nuoret nuori nuorille nuoriso nuorta
            nuorten seitsemantoistavuotiaalla seitsemantoistavuotiaalle seitsemantoistavuotiaan
            seitsemantoistavuotiaani seitsemantoistavuotiaat seitsemantoistavuotias
            seitsemantoistavuotiasta teineille teini teinia teinien teiniikainen teinilla teinille teinimme
            teinin teinini teinipoika teinipojalle teinipojan teinista teinit teinitytolle teinityton
            teinitytto viisitoistavuotiaalla viisitoistavuotiaalle viisitoistavuotiaan viisitoistavuotiaani
            viisitoistavuotiaat viisitoistavuotias viisitoistavuotiasta ylaastelainen ylakoululainen
            ylakoululaisen
        """,
    },
    "ar": {
        "expecting": """
            الجنين الحامل الحمل الحوامل بالحمل جنين حامل حبلا حبلانه حبله حبلي حمل حملي حوامل كرافيد للحامل
        """,
        "baby": """
            البيبي الرضع الرضيع المواليد المولود النونو بيبي رضع رضيع رضيعتي رضيعه رضيعي للبيبي للرضع
            للرضيع مواليد مولود مولودي نونو وليد
        """,
        "toddler": """
            الفطيم فطيم فطيمه
        """,
        "pupil": """
            ابتدايي ابتداييه الابتداييه التلاميذ التلميذ بالابتدايي بالابتداييه تلاميذ تلميذ تلميذه
        """,
        "teenager": """
            اعداديه الاعداديه الثانويه الشباب المتوسطه المراهق المراهقات المراهقه المراهقون المراهقين
            اليافعين بالاعداديه بالثانويه بالمتوسطه بالمراهقه تينيجر ثانويه شاب للمراهقين مراهق مراهقات
            مراهقتي مراهقه مراهقون مراهقين يافع يافعه
        """,
    },
    "fa": {
        "expecting": """
            ابستن باردار باردارم بارداره بارداري بارداريم جنين حاملم حامله حاملهام حاملهم حاملگي حاملگيم
            دوجان
        """,
        "baby": """
            بيبي شيرخوار شيرخوارم شيرخواره نوزاد نوزادان نوزادش نوزادم نوزادمان نوزادمون نوزادها نوزادي
            نيني نينيم
        """,
        "toddler": """
            تاتي نوپا نوپام نوپاها نوپاي نوپايم
        """,
        "preschooler": """
            كودكستاني مهدكودكي
        """,
        "pupil": """
            ابتدايي بچهمدرسهاي دانشاموز دانشاموزان دانشاموزم دبستان شاگرد مكتبي
        """,
        "teenager": """
            بالغ تينايجر تينيجر دبيرستان دبيرستاني ليسه نوجوان نوجوانان نوجوانش نوجوانم نوجوانها نوجواني
            نوجوون نوجوونم
        """,
    },
    "so": {
        "expecting": """
            haamilo hamilo uur uuraysan uuraysi uureysan uurka uurkayga uurkeyga uurkii uurlay uurleey
            uurleh uurley xaamilad xaamilada xaamilo
        """,
        "baby": """
            bebi beebi beybi dhalaan dhalaanka dhalaankayga dhalaanku dhallaan dhallaanada dhallaanka
            dhallaankayga dhallaankeyga dhallaankii dhallaanku dhallaano dhashay guurguurto murjux murjuxa
            naasnuujis nuune nuunu nuunuga sabi sabiga
        """,
        "toddler": """
            gurguurad guurguurad saqiir saqiirka socodbarad socodbarada socodbaradka socodbaradku
        """,
        "pupil": """
            arday ardayad ardayadda ardayda ardaydu ardayga ardaygayga ardaygu ardey ardeyda ardeyga
            iskuuleey iskuulley
        """,
        "teenager": """
            barbaar barbaarka dayar dayarka dayarta dhalin dhalinyar dhalinyarada dhalinyaradu dhalinyaro
            dhallin dhallinyar dhallinyarada dhallinyaradu dhallinyaro gashaanti gashaantida kuray kurayga
            kuraygu kurayo qaangaadh qaangaar qaangaaray qaangaarka qaangaartay teenager teenagerka
            tiineejar tiinejar tineejar
        """,
    },
    "uk": {
        "expecting": """
            беременна беременная беременнои беременности беременность беременную вагітна вагітним вагітних
            вагітності вагітною вагітноі вагітну вагітні вагітніи вагітність вагітністю завагітніла
            триместр
        """,
        "baby": """
            бебі беибі грудне груднии грудничка груднички грудничку грудничків грудничок груднои грудноі
            малятка малятко младенец младенца младенцу немовля немовлям немовлят немовлята немовляти
            немовлятко немовляті новонароджена новонароджении новонароджених новонародженого
            новонародженому новонародженоі новонароджену новонароджені новорожденная новорожденного
            новорожденнои новорожденныи пупс
        """,
        "toddler": """
            годовалая годовалого годовалыи дворічка дворічна дворічне дворічнии дворічного дворічноі
            дворічну двухлетнего двухлетнии двухлетняя малеча малюк малюка малюкам малюками малюки малюкові
            малюком малюку малюків однолітка однорічна однорічне однорічнии однорічного однорічноі
            однорічну тоддлер ясельнии ясельного ясельноі
        """,
        "preschooler": """
            дошкольник дошкольника дошкільнии дошкільник дошкільника дошкільники дошкільнику дошкільників
            дошкільниця дошкільного дошкільня дошкільнят дошкільнята пятилетнии пятирічна пятирічнии
            пятирічного пятирічноі трехлетнего трехлетнии трехлетняя трирічка трирічна трирічнии трирічного
            трирічноі трирічну четырехлетнии чотирирічна чотирирічнии чотирирічного чотирирічноі
        """,
        "pupil": """
            восьмирічнии дванадцятирічнии девятирічнии десятирічна десятирічнии молодшокласник
            одинадцятирічнии первоклассник першокласник першокласника першокласниця першокласниці
            пятикласник семирічна семирічнии третьокласник школьник школьника школьники школьница школяр
            школяра школярам школярик школярка школярки школярку школяру школярі школярів
        """,
        "teenager": """
            подростка подростки подростков подростком подростку подросток пятнадцятирічна пятнадцятирічнии
            підлітка підліткам підлітками підлітки підліткова підлітковии підліткові підлітком підлітку
            підлітків підліток старшокласник старшокласника старшокласниця сімнадцятирічна сімнадцятирічнии
            тинеиджер тинеиджера тринадцятирічна тринадцятирічнии тінеиджер тінеиджера тінеиджери
            тінеиджерка тінеиджерів чотирнадцятирічна чотирнадцятирічнии шістнадцятирічна шістнадцятирічнии
        """,
    },
    "bs": {
        "expecting": """
            noseca tromjesecje trudna trudne trudnica trudnicama trudnice trudnici trudnicu trudnoca
            trudnoce trudnoci trudnocu trudnoj trudnu
        """,
        "baby": """
            beba bebac bebama bebe bebi bebica bebice bebici bebicu bebom bebu dojencad dojence dojenceta
            dojencetu novorodencad novorodence novorodenceta novorodencetu novorodjence odojce
        """,
        "toddler": """
            dvogodisnja dvogodisnjak dvogodisnjaka dvogodisnjakinja dvogodisnje dvogodisnjeg jednogodisnjak
            jednogodisnjaka jednogodisnje malisan malisana malisani toddler
        """,
        "preschooler": """
            cetverogodisnjak cetverogodisnjaka cetverogodisnje cetvorogodisnjak cetvorogodisnje
            petogodisnja petogodisnjak petogodisnjaka petogodisnje predskolac predskolaca predskolca
            predskolci predskolka trogodisnja trogodisnjak trogodisnjaka trogodisnjakinja trogodisnje
        """,
        "pupil": """
            daci dak daka desetogodisnjak devetogodisnjak dvanaestogodisnjak jedanaestogodisnjak
            osmogodisnjak osnovac osnovca osnovci osnovnoskolac prvacic prvak prvasic prvasica
            sedmogodisnjak skolarac skolaraca skolarca skolarci skolarka ucenica ucenice ucenici ucenik
            ucenika
        """,
        "teenager": """
            adolescent adolescenta adolescenti adolescentica cetrnaestogodisnjak cetrnaestogodisnjakinja
            petnaestogodisnjak petnaestogodisnjakinja pubertetlija pubertetlije sedamnaestogodisnjak
            sedamnaestogodisnjakinja sesnaestogodisnjak sesnaestogodisnjakinja srednjoskolac srednjoskolca
            srednjoskolka srednjoskolke teenager tinejdzer tinejdzera tinejdzeri tinejdzerka tinejdzerke
            tinejdzerku tinejdzerom tinejdzeru trinaestogodisnjak trinaestogodisnjakinja
        """,
    },
    "sq": {
        "expecting": """
            barra barre barren barrese shtatezene shtatzana shtatzane shtatzani shtatzania shtatzene
            shtatzeni shtatzenia shtatzenise
        """,
        "baby": """
            beba bebat bebe bebeja beben bebes bebi bebin bebja foshna foshnen foshnja foshnjave foshnje
            foshnjen foshnjes foshnjet porsalindur porsalinduri porsalindurin posalindur sapolindur
        """,
        "toddler": """
            dyvjecar dyvjecare dyvjecari dyvjecarja dyvjeqar njevjecar njevjecare njevjeqar vogelush
            vogelushi vogelushja
        """,
        "preschooler": """
            katervjecar katervjecare katervjecari katervjeqar parashkollor parashkollore parashkolloret
            parashkollori pesevjecar pesevjecare pesevjecari pesevjeqar trevjecar trevjecare trevjecari
            trevjecarja trevjeqar
        """,
        "pupil": """
            dhjetevjecar fillorist nentevjecar nxanes nxenes nxenese nxenesi nxenesin nxenesit nxenesja
            nxenesve shkollar shkollare shkollari shtatevjecar tetevjecar
        """,
        "teenager": """
            adoleshent adoleshente adoleshenten adoleshentes adoleshentet adoleshenteve adoleshenti
            adoleshentin adoleshentit adoleshentja gjashtembedhjetevjecar gjashtembedhjetevjecare
            katermbedhjetevjecar pesembedhjetevjecar pesembedhjetevjecare pubertet shtatembedhjetevjecar
            teenager tinejxher tinejxhere tinejxheri tinejxherin tinejxherja tinexher tinexheri
            trembedhjetevjecar
        """,
    },
}

YEARS = {language: frozenset(years.split()) for language, (years, _) in _UNITS.items()}
MONTHS = {language: frozenset(months.split()) for language, (_, months) in _UNITS.items()}
STAGES = {
    language: {stage: frozenset(words.split()) for stage, words in stages.items()}
    for language, stages in _STAGES.items()
}
YEARS["sv-simple"], MONTHS["sv-simple"], STAGES["sv-simple"] = YEARS["sv"], MONTHS["sv"], STAGES["sv"]
