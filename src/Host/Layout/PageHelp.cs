using System.Text.RegularExpressions;

namespace Yihe.Host.Layout;

/// <summary>What a page is for and how to work there, in the words of those who do; shown by F1.</summary>
/// <param name="Path">where it is; <c>*</c> stands for one part of the address</param>
/// <param name="Permission">who sees it in the overview; null: everyone</param>
internal sealed record PageHelp(string Path, string Title, string Permission, string For, string How)
{
    /// <summary>It can be opened by itself, without saying whom or what it is about.</summary>
    internal bool StandsAlone =>
        !Path.Contains('*', StringComparison.Ordinal)
        && Path is not ("/visits/new" or "/visits/next" or "/invitation" or "/referrals/new" or "/advice/new" or "/plans/new");

    internal static readonly IReadOnlyList<PageHelp> All =
    [
        new(
            "/",
            "工作台",
            "signed-in",
            "今天要办的事，按时限先后排列，超时的在最前。",
            "用 ↑↓ 选中一项，Enter 打开，F9 直接办理。办完的自动消失，不会有“仅供知晓”的条目。"
        ),
        new(
            "/residents",
            "居民",
            "resident.read",
            "查找与本机构有登记、签约、就诊或转诊关系的居民。",
            "输入姓名、拼音首字母、证件后 4 位或 6 位、电话或健康码；只有一人符合时直接打开。查不到的可登记，或凭理由调阅。"
        ),
        new(
            "/residents/new",
            "登记居民",
            "resident.register",
            "居民第一次来时登记，一人一码，以后全区域通用。",
            "先输身份证号，性别、年龄、生日自动带出；Enter 到下一项，F9 保存。同名同生日时会提醒核对证件。"
        ),
        new(
            "/residents/open",
            "凭理由调阅",
            "resident.open",
            "为与本机构没有照护关系的居民临时打开查看权限。",
            "须同时输对身份证号（或扫患者手机上的健康码）和姓名，并选择理由；到时自动关闭，每次都留痕。正在急救的用“紧急调阅”，再输一次口令，敏感内容也打开；居民收到短信，事后核实。"
        ),
        new(
            "/residents/*",
            "居民主页",
            "resident.read",
            "一位居民的身份、过敏、签约与历次就诊。",
            "F2 新接诊。完整证件号或电话须写明理由，只显示一次。"
        ),
        new(
            "/residents/*/account",
            "居民账号与家人代办",
            "resident.own",
            "为居民开通手机上的账号，登记谁可以替他办。",
            "核对身份证原件后给一次性码，只显示一次、限时有效；停用或停止代办即刻生效。"
        ),
        new(
            "/sources",
            "来源核对",
            "index.review",
            "各机构系统上报的患者里，认不出是哪位居民的，按先后排列。",
            "Enter 打开一条逐项对照。认得出的已自动对应，在“已对应”里可查、可撤销。"
        ),
        new(
            "/sources/*",
            "来源记录",
            "index.review",
            "一条来源记录与可能的居民并排对照，每一项说明支持还是反对。",
            "点“同一人”或“不同人”，写明理由；都不是的可登记为新居民、按健康码指定或退回来源。每一步留痕，都能撤回。"
        ),
        new(
            "/merges",
            "居民合并",
            "resident.merge",
            "一个人登记了两次的，合并后一并查看；合错的撤销，各自复原。",
            "F2 选两位居民对照；Enter 打开一次合并，可在那里撤销。"
        ),
        new(
            "/merges/new",
            "合并两位居民",
            "resident.merge",
            "两位居民逐项并排，相同与不同用文字说明。",
            "填两个健康码，F4 对照；只填一个则列出相像的居民。左边留用，可左右对调；F9 合并，写明理由。"
        ),
        new(
            "/merges/*",
            "居民合并",
            "resident.merge",
            "一次合并的双方、办理人与理由。",
            "认定不是同一人的，点“撤销合并”并写明理由；双方与合并前相同。"
        ),
        .. FigureHelp.All,
        .. MessageHelp.All,
        .. RecordHelp.All,
        .. ConsentHelp.All,
        .. QualityHelp.All,
        new(
            "/visits/new",
            "接诊",
            "visit.record",
            "用最少的几项记下一次接诊，供转诊直接带出。",
            "血压写成 150/95；诊断输名称、拼音首字母或编码后选择；超出界值会立即提示。选“上转”或“先问上级”，保存后自动进入下一步。没写完的内容自动存为草稿。"
        ),
        new(
            "/referrals",
            "转诊",
            "referral.read",
            "转入和转出的全部单子，按状态分页签，数目与列表一致。",
            "F4 查询；Enter 打开选中的一单；F2 新建。"
        ),
        new(
            "/referrals/new",
            "新建转诊",
            "referral.send",
            "把患者转给上级，接诊时记下的内容已带入，不必重填。",
            "核对指征，写摘要，选去向与由谁同意，F9 提交。都不符合指征时须写明理由。"
        ),
        new(
            "/referrals/*",
            "转诊单",
            "referral.read",
            "一单转诊的进程、病情、留痕与可办的事。",
            "蓝色一栏是当前责任单位；F9 办理主要的一步，F8 打印转诊单，Esc 关闭侧栏。"
        ),
        new(
            "/slots",
            "号源池",
            "slot.read",
            "各成员一周的门诊号，哪里还有、留了多少，一处看全。",
            "绿色可约，黄色只剩预留。从居民主页点“预约”进来，选一格再选时间，F9 确认。“留”的号到释放时刻才放给公众。"
        ),
        new(
            "/slots/*",
            "门诊号序",
            "slot.read",
            "一场门诊的每个号。",
            "约满时可登记候补；有人退号会按签约转诊、基层转诊、公众的次序保留。"
        ),
        new(
            "/beds",
            "床位池",
            "bed.read",
            "各成员每个病区开放、在住、预占、空出的床位，一处看全。",
            "从居民主页点“床位”进来，选病区，再选一张空床预占或入住。“留”的床只收基层和签约居民。"
        ),
        new(
            "/wards/*",
            "病区床位",
            "bed.read",
            "一个病区的每张床和候补次序。",
            "点一张床办理入住、转床、出院、清洁与停用。没有合适的空床时可登记候补，空出后按签约转诊、基层转诊、公众的次序保留，并进入待办。"
        ),
        new(
            "/appointments",
            "预约",
            "appointment.act",
            "到本机构看的和本机构代约的预约。",
            "到诊、改约、取消、爽约都在行末办理；改约是新号生效、原号同时释放。院内分配的号先是“待确认”。"
        ),
        new("/advice/new", "转诊前咨询", "advice.ask", "拿不准要不要转时，先问上级专科。", "写明想问什么，选机构和科室，F9 发送。"),
        new("/advice/*", "咨询", "signed-in", "一次转诊前咨询的问与答。", "上级答复后，可据此上转或继续在本机构处理。"),
        new("/account", "我的账号", "signed-in", "自己的口令、认证器、通行密钥与登录情况。", "发现不是自己的登录，请立即退出它并改口令。"),
        new("/posts/mine", "切换岗位", "signed-in", "有几个岗位的人在这里换一个，所见随岗位而变。", "选中岗位后回到工作台。"),
        new(
            "/organization",
            "组织图",
            "organization.read",
            "某一天的医共体：片区、牵头与成员、专科网络、指导与协作单位。",
            "改“截至日期”看以前或将来已定的样子；点机构名称看它的详情。"
        ),
        new(
            "/joinings",
            "加入医共体",
            "joining.read",
            "怎样加入，以及与本机构有关的加入申请。",
            "F2 申请加入。走哪几步、由谁批准由本地方案规定；轮到您批准时会进入待办。"
        ),
        new(
            "/joinings/*",
            "加入申请",
            "joining.read",
            "一份申请走到哪一步、谁批准了、谁还没有。",
            "批准人同意或写明理由不同意；全部同意后由牵头医院签订协议，生效日起成为成员。"
        ),
        new(
            "/agreements",
            "协议",
            "agreement.read",
            "本机构参与的协议及其各版。",
            "F2 登记与其他机构的合作协议；“某日有效”只看那天有效的。到期前会进入待办。"
        ),
        new(
            "/agreements/*",
            "协议内容",
            "agreement.read",
            "一版协议的各方、期限、要点和文件。",
            "续签从原截止日接续，产生下一版；终止须写明理由。"
        ),
        new(
            "/imports/*",
            "Excel 导入",
            "signed-in",
            "用 Excel 一次录入多家机构、多名人员或多个岗位。",
            "先下载模板。有一行错误就全部不写入，原文件加“错误”一列退回，改好再传。"
        ),
        new(
            "/deductibles",
            "起付线",
            "deductible.read",
            "各级机构住院的起付线，同一病程再次住院怎么收，各依据哪一条。",
            "选“本次病程已在哪一级住过院”，看下一次应付多少。方案没有规定的不报金额；以医保结算为准。"
        ),
        new(
            "/institutions",
            "成员机构",
            "organization.read",
            "医共体的成员机构及其归属。",
            "可查各机构某一天的归属、层级、科室与上级，加入后不变的事项及条款。"
        ),
        new(
            "/alerts",
            "安全告警",
            "alert.review",
            "有人短时间内大量查看居民资料、反复查看完整号码或凭理由调阅，已被系统暂停。",
            "问过本人或单位后点“核实”写明原因；属违规的，同时收回岗位或停用账号。"
        ),
        new(
            "/opening",
            "首次启用",
            "opening.read",
            "地区开设之后，到交给大家用之前的六件事，各办到了哪里。",
            "每件都按库里的实际情况显示，可以随时离开再回来；带着的链接通向办理的那一页。都办完后由系统管理员宣布启用。"
        ),
        new("/accounts", "账号", "account.read", "建立账号、发邀请、停用账号。", "口令由本人凭一次性链接设置，管理员看不到。"),
        new(
            "/plans",
            "方案参数",
            "plan.read",
            "本地区现行的每个比例、时限、名单与文字，各依据哪一条，历次改动由谁提出、谁批准。",
            "F4 按名称、取值或条款查找。F2 提出新版本，由另一人批准，自生效日起执行；在办事项沿用开始时的版本。"
        ),
        new(
            "/plans/new",
            "提出新版本",
            "plan.propose",
            "改一个或几个参数，交另一人批准。",
            "只改要改的，其余照旧；写明生效日与理由，F9 提交。有错会一次列全：何处、写的是什么、应为什么、怎么改。"
        ),
        new(
            "/plans/*",
            "方案版本",
            "plan.read",
            "一个版本改了什么，改前改后对照。",
            "另一位有批准权的人 F9 批准，或写明理由不批准；提出人可撤回。"
        ),
        new(
            "/visits/next",
            "接诊之后",
            "visit.record",
            "接诊已保存，选下一步：上转、先问上级，或结束。",
            "↑↓ 选择，F9 进入；选“上转”时病情已带入转诊单。"
        ),
        new(
            "/tokens",
            "接口令牌",
            "token.issue",
            "为接入的每个系统发一个令牌，写明能办什么、到哪天为止。",
            "F2 发放；令牌只显示一次。系统停用或令牌外泄时立即吊销。"
        ),
        new(
            "/help",
            "帮助",
            "anyone",
            "键盘、各页用途，以及每个岗位一页的快速上手。",
            "在任何一页按 F1，先看到的是那一页的说明；Esc 返回。"
        ),
        new(
            "/sign-in",
            "登录",
            "anyone",
            "用登录名和口令登录；管理员等岗位还要认证器上的 6 位数字，也可用通行密钥。",
            "Tab 到下一项，Enter 登录。连续输错会暂时锁定；忘记口令请系统管理员重发邀请链接。"
        ),
        new(
            "/invitation",
            "设置口令",
            "anyone",
            "第一次使用或重设时，凭一次性链接设置自己的口令。",
            "链接只能用一次，到期失效；失效时请系统管理员重发。"
        ),
        new("/my", "首页", "self", "本人和所代办家人的预约、转诊，一眼看全。", "点一项看详情；替家人办事先在这里选他的名字。"),
        new(
            "/my/sign-in",
            "登录",
            "anyone",
            "用身份证号和短信验证码，或村医给的一次性码登录。",
            "收不到短信时，请到签约的村卫生室领一次性码。"
        ),
        new("/my/book", "预约", "self", "约上级医院或本地卫生院的号。", "选科室，选日期和时间，再点“确认预约”；结果短信告知。"),
        new("/my/appointments", "我的预约", "self", "约好的号和到院要做什么。", "去不了请提前点“取消”，号会让给别人。"),
        new("/my/referrals", "我的转诊", "self", "转诊走到哪一步，谁在办。", "不想去了可撤销或登记放弃，村医会看到。"),
        new("/my/seen", "谁看过我的资料", "self", "谁在什么时候看过、办过与您有关的事。", "有疑问请向所在机构或医共体办公室反映。"),
        new("/my/account", "我的", "self", "手机号、家人代办与账号。", "不再让家人代办，点“停止”，即刻生效。"),
        new("/my/help", "帮助", "anyone", "每一页做什么、怎么办。", "字太小请点上方“长辈版”。"),
        new(
            "/evaluations",
            "绩效评价",
            "evaluation.read",
            "各期绩效评价走到哪一步。得分从监测的数字算出，没有人填报。",
            "评价单位选方案与已结束的期间，F9 计算；点一期看得分与名次。"
        ),
        new(
            "/evaluations/*",
            "一期评价",
            "evaluation.read",
            "被评价单位的得分、名次与结果挂钩；公示前各单位只看到自己的。",
            "评价单位依次发起自查、转入复核、公示、定稿，F9 办本步；数字有误的先作废再重算。F8 打印。"
        ),
        new(
            "/evaluations/*/paper",
            "评价结果",
            "evaluation.read",
            "一期评价的得分与名次，可打印；定稿后带散列。",
            "F8 打印；打印是一次留痕。"
        ),
        new(
            "/evaluations/*/trial",
            "试算",
            "evaluation.run",
            "改一个评分项的权重或评分办法，本期各家的得分、名次与挂钩会怎样。",
            "选评分项，填要改的，F9 试算；不保存，要改的请在方案参数里提出新版本。"
        ),
        new(
            "/scoresheets/*",
            "评价表",
            "evaluation.read",
            "一家的每个评分项：数字、得分、理由与条款；复核调整过的，计算得分也在。",
            "被评价单位 F9 提交自查，公示期内可申诉一次；评价单位在复核中调整得分、核实佐证，答复申诉。点指标看它的走势与构成。"
        ),
        new("/acts", "留痕", "act.search", "谁在何时为何办了什么、看了什么。", "按人、事项与时间查询；查询本身也留痕。"),
    ];

    /// <summary>The help of an address: the entry that names it most closely.</summary>
    internal static PageHelp? Of(string path) =>
        All.Where(p => p.Covers(path.Split('?')[0])).MaxBy(p => p.Path.Replace("*", "", StringComparison.Ordinal).Length);

    /// <summary>A page of the residents', on their phones.</summary>
    internal static bool IsOwn(string path) => path == "/my" || path.StartsWith("/my/", StringComparison.Ordinal);

    private bool Covers(string path) =>
        Regex.IsMatch(path, $"^{Regex.Escape(Path).Replace("\\*", "[^/]+", StringComparison.Ordinal)}(/.*)?$")
        && (Path is not ("/" or "/my") || path == Path);
}
