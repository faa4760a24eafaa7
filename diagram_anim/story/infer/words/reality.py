"""What makes a sentence or a clause of a paragraph one that tells nothing that comes about here.

Goes out: patterns of all languages: questions, plans, conditions, what may, must or never comes about, what is said of
others, and how our own system is spoken of. Refuses to know what a clause tells.
"""

from __future__ import annotations

import re

from diagram_anim.story.language.events import doubts

ASKED = re.compile(r"[?？]\s*$|(?:いつ|なぜ|どう|何|誰|どの|どれ)[^。]*(?:ます|です|でしょう|る|た)か。?$")

HISTORY = re.compile(
    r"^before (?:that|then|(?:19|20)\d\d)\b|^(?:back then|in those days|years ago)\b|\bwe once\b"
    r"|\bused to\b(?! (?:go|get|take|receive|handle|serve|carry|be (?:sent|shared|split|divided|routed|handled))\b)"
    r"(?!.*\bnow\b)"
    r"|^(?:예전|과거|옛날)에는?\s|^(?:以前|かつて|昔)は",
    re.IGNORECASE,
)
"""How a sentence begins that tells what was before a system was as it is drawn."""

STILL_THEN = re.compile(r"(?:when )?(?:it|they|that|this|so)\b(?!.*\b(?:now|today|since)\b)", re.IGNORECASE)
"""How the next one goes on with that."""

PLANNED = re.compile(
    r"\bnext (?:month|year|quarter|spring|summer|autumn|fall|winter)\b"
    r"|\b(?:want|intend|plann?|hop|aim|wish)(?:e?s|e?d)? to\b"
    r"|\brehears\w*|\b(?:is|are) (?:planned|due|scheduled|meant|supposed)\b"
    r"|\bit is (?:best|better|safer|advisable|recommended|wise|customary)\b|\b(?:advis|recommend)\w*"
    r"|바람직|권장|권한다|낫다"
    r"|다음 (?:달|분기|해)[에의]?\s|내년|(?:계획|예정)(?:이[다며]|입니다|이었|임\b|$)|(?:할|될|볼) (?:계획|예정)"
    r"|모의 ?(?:훈련|장애)"
    r"|望ましい|推奨|勧め|べき|来(?:月|年|週|期)|(?:予定|計画)(?:だ|です|である|して|中|。|$)|する(?:予定|計画)"
    r"|つもり(?:だ|です)",
    re.IGNORECASE,
)
"""Where a sentence tells what is to come about some day, or what would be well."""

DEFINED = re.compile(
    r"^(?:an?|every|each) (?:rolling|canary|blue|fail-?over|replica|standby|queue|load balancer|cache"
    r"|leader|primary|follower)"
    r"\b[\w/ -]{0,24}? (?:is|are|means?|replaces|moves|sends|keeps|lets|stands|takes|gets)\b"
    r"|[가-힣](?:이란|란)\s|방식(?:이다|입니다|을 말|을 뜻)|(?:것|방법|기법|구조|장치|저장소)을? ?"
    r"(?:말한다|말합니다|뜻한다|뜻합니다)"
    r"|(?<!あ)(?<!こ)とは、|という意味(?:だ|です)|[るうくすつむぐぶ]には、?(?:まず|最初に|はじめに)"
    r"|(?<=[一-龯ァ-ヶーA-Za-z」])とは(?!別|異|違|独立|関係|無関係|反対|逆|比べ|対照|限ら|いえ|言え|思)"
    r"|のこと(?:だ|です|である|を(?:いう|指す))|仕組み(?:だ|です|である|のこと|になって)|(?:決まり|原則|手順|流れ"
    r"|フロー)(?:だ|です"
    r"|である)"
    r"|[가-힣]려면(?=[\s,])|(?:절차|순서|흐름|원칙)(?:다|이다|입니다|를 (?:정리|설명))"
    r"|\b(?:procedure|checklist|playbook) (?:for|when|to)\b",
    re.IGNORECASE,
)
"""Where a sentence says what something is, or how it is done in general."""

CONDITION = re.compile(
    r"\b(?:if|when|whenever|(?<!at )(?<!even )(?<!than )(?<!only )once(?! more| again| per| an?\b|[,.;])"
    r"|as soon as|in case|unless)\b|[가-힣]면(?=[\s,])|경우|[えけげせてねべめれ]ば|(?<!や)(?<!も)たら|なら|場合"
    r"|(?:とき|際)は"
    r"|[るい]と、",
    re.IGNORECASE,
)

UNREAL = re.compile(
    r"(?<!\d )(?<!in )(?<!since )(?<!early )(?<!late )(?<!until )(?<!last )(?<!of )(?<!mid )(?<!mid-)"
    r"\bmay\b(?! \d)|\b(?:if|suppose|might"
    r"|could(?! still)|can(?! still)|would|should|must|never|cannot|every (?:year|month)"
    r"|(?:for|in) (?:the )?case|(?:is|are) (?:configured|intended|designed) (?:for|to))\b"
    r"|(?:매일|매주|날마다|[밤녁침말]마다)(?!.*[었았했졌렸켰됐췄갔왔혔났])|[가-힣]야\s?(?:한다|합니다|하며|하고"
    r"|해요|함|된다|됩니다|할)"
    r"|적[이은도]?\s?(?:한 ?번도 )?없|만약|만일|매년|해마다|매월|수\s?(?:도\s)?있"
    r"|(?<!응답하지 )(?<!응답하지)않[는도았을고]"
    r"|[할될길를을]\s때(?:\s(?:울리|알리|알림|경보)|[를에]?\s?대비)|못[하한했]|아니"
    r"|\bdid(?: not|n't)\b(?! (?:survive|make it through|last)\b)"
    r"|^(?:nobody|no one)\b|\b(?:unclear|unknown|unsure|whether)\b|\bnot (?:\w+ ){0,3}yet\b"
    r"|[しえけせてめれ]たい(?:。|と|ので|$)|かを(?:確かめ|検証|調べ|見極め)|할 수 있는지를? (?:확인|검증)"
    r"|아직.{0,12}(?:않|모[르른]|없)|まだ.{0,12}(?:ない|ません)"
    r"|もし|かもしれ|可能性|毎年|毎月|れない|せん|はず|[るたう](?:とき|場合|事態)?に備え" + doubts("unreal"),
    re.IGNORECASE,
)

ELSEWHERE = re.compile(
    r"\b(?:it|they|that|this|which|he|she) did(?: not|n't)\s*[.!]?$|\bin (?:the|its|our|their) (?:very )?(?:first"
    r"|earliest|original) (?:version"
    r"|design|release|days|years|setup|architecture)\b"
    r"|\bin the early (?:days|years)\b"
    r"|\b(?:never did|think|thought|believe|people (?:often )?say|says? that|tells? of"
    r"|myth|imagine|exam(?:ple)? (?:question|paper|task)s?|in (?:an?|the) exam|interview"
    r"|next (?:chapter|section|lecture)|(?<!the )next week|last (?:winter|summer|spring|autumn|fall|year"
    r"|decade)(?!.{0,60}\bfor good\b)|years ago"
    r"|(?:an?|another|the other) (?:\S+ )?(?:book|film|movie|paper|company|firm|bank|start-?up|customer|vendor|team)"
    r"|in the (?:book|film|movie)|in (?:the )?(?:19|20)\d\d)\b"
    r"|(?:한|어느|어떤|다른) (?:\S+ )?(?:회사|은행|고객사|스타트업|기업|업체|팀)|(?:회사|은행|업체|고객사)에서는?\s"
    r"|오해|착각|잘못 알|(?:경쟁사|타사|협력사|(?:다른|옆|이웃) (?:팀|부서|조직|서비스|사업부))[^\s]*의?\s"
    r"|(?:^|[,고만데]\s)(?:사실은|실은|알고 보니)\s"
    r"|다음 (?:장|절|강|시간)|다음 주(?!.*\d\s?[%％])(?!(?!.*(?:기로|려고)).*[았었였했겼냈렸됐왔갔혔쳤췄]\S{0,4}$)"
    r"|지난해|작년|예전에|(?:19|20)\d\d년(?!\s?\d{1,2}월)|면접|시험|라고 (?:하자|가정|생각)|실제로는"
    r"|(?:ある|別の)\S{0,8}(?:会社|銀行|企業|スタートアップ|チーム|顧客)|(?:会社|銀行|企業)では"
    r"|誤解|思われ|仮定|次の(?:章|節|回)|昨年|(?:19|20)\d\d年(?!\d{1,2}月)|実際に?は" + doubts("elsewhere"),
    re.IGNORECASE,
)
"""Where a sentence speaks of other systems or times, or of what is only believed."""

UNTRUE = re.compile(
    r"^(?:had|were|should) (?:the |a )?\w|\bwould(?:n't)? have\b"
    r"|\b(?:rarely|hardly ever|seldom|scarcely)\b"
    r"|\b(?:nearly|almost|narrowly) (?:went|fail|crash|died|fell|ran out|lost|stopp)"
    r"|\bto (?:keep|prevent|stop|protect|save) .{1,40} from \w+ing\b|\b(?:pretend|imagine)\b"
    r"|(?<!as )\bexpected (?!to be)[\w ]{0,30}\bto\b"
    r"|\b(?:refused|declined|decided against)\b(?! (?:connection|write|request))"
    r"|\b(?:once|twice|\w+ times) (?:a|per|every|in) (?:\w+ )?(?:days?|weeks?|months?|years?)\b"
    r"|\b(?:in|from) (?:the )?(?:next |last |previous |another )?(?:chapter|lesson|lecture)\b(?! we\b)"
    r"|\bbefore (?:19|20)\d\d\b|\baccording to\b"
    r"|\d ?(?:%|percent) (?:more|less|fewer|faster|slower|cheaper|higher|lower)\b.{0,40}\bthan\b"
    r"|\d+장에서[는만]|(?:다음|지난|이전) (?:수업|차시)|려고? ?했(?:지만|으나|는데|다가)|려다가? (?:말|그만|포기)"
    r"|자는 (?:의견|제안|안|얘기)|채택되지|기각"
    r"|[가-힣] 뻔(?:했|하|한)|드물게|좀처럼|책에(?:는|서)"
    r"|보다 .{0,24}(?:\d ?%|퍼센트|절반) ?(?:더|덜|적|많|빠|느|정도|이다|입니다)"
    r"|[일주달년] ?(?:에 )?(?:한|두|세|\d+) ?번(?:꼴|씩|은|도| )"
    r"|\d+章では|次の授業|[うと]としましたが|[うと]としたが|案(?:も|が)あ|採用しませ|却下"
    r"|[るすくうつむぐぶぬ]案[はもが]|見送(?:ら|っ|り)|退けられ|断念し|白紙に|誤報|空振り|事実では|との(?:通報|噂|うわさ|連絡)があったが"
    r"|(?<![をに])かけ(?:ました|た。?$)|危うく|ところでした|そうになっ"
    r"|本(?:に)?は|まれに|めったに|(?:日|週|月|年)に[一二三\d]+[度回]|で(?:しょう|あろう)"
    r"|より.{0,16}\d ?[%％割].{0,4}(?:多|少|速|遅|高|低)" + doubts("untrue"),
    re.IGNORECASE,
)
"""Where a sentence tells what has nearly, hardly ever or not come about after all, of another chapter, or compares."""

OURS = re.compile(
    r"\bour(?: own|s\b)|\bin our (?:system|setup|case)|우리 (?:시스템|구성|서비스|쪽|회사)|우리는|그림은 우리"
    r"|当社|弊社|私たちの|自社",
    re.IGNORECASE,
)

SAYS = (
    r"(?:[^\s、。]{1,12}[はが])?"
    r"(?:報告|通知|知らせ|伝え|発表|記録|検知|検出|判断|思|勘違い|[見み]な|推定|推測|信じ|疑|考え|誤)"
)
SAYS_KO = (
    r"(?!(?<=[다라]고)\s(?:\S+\s){0,3}?(?:보고|통보|알[렸리려린]|전[했달]|발표|기록|감지|판단|여[겼긴기겨]|믿|추정"
    r"|추측|간주"
    r"|생각|의심|오인|봤|보았))"
)
"""How it goes on behind what somebody says or believes, and that it doesn't."""
