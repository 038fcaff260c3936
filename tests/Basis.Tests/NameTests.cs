using Yihe.Host;

namespace Yihe.Basis.Tests;

public class NameTests
{
    private static readonly Pinyin Pinyin = Pinyin.Load(Path.Combine(HostOptions.Home, "knowledge"));

    [Theory]
    [InlineData("单秀英", "shanxiuying", "sxy")]
    [InlineData("曾国藩", "zengguofan", "zgf")]
    [InlineData("仇英", "qiuying", "qy")]
    [InlineData("解珍", "xiezhen", "xz")]
    [InlineData("查良镛", "zhaliangyong", "zly")]
    [InlineData("区大力", "oudali", "odl")]
    [InlineData("尉迟恭", "yuchigong", "ycg")]
    [InlineData("欧阳修", "ouyangxiu", "oyx")]
    [InlineData("刘䶮", "liuyan", "ly")]
    [InlineData("张单", "zhangdan", "zd")]
    [InlineData("阿依努尔·买买提", "ayinuermaimaiti", "aynemmt")]
    [InlineData("王𠮷祥", "wangjixiang", "wjx")]
    [InlineData("王\U00020BFF", "wang\U00020BFF", "w\U00020BFF")]
    [InlineData("Anna Li", "annali", "annali")]
    [InlineData("", "", "")]
    public void Names_are_read_as_people_say_them(string name, string full, string initials) =>
        Assert.Equal((full, initials), Pinyin.Read(name));

    [Theory]
    [InlineData("张三", "张*")]
    [InlineData("张秀英", "张*")]
    [InlineData("欧阳修", "欧阳*")]
    [InlineData("尉迟恭", "尉迟*")]
    [InlineData("𠮷田", "𠮷*")]
    [InlineData("", "")]
    public void A_masked_name_keeps_the_surname(string name, string masked) => Assert.Equal(masked, Mask.Name(name, Pinyin));

    [Theory]
    [InlineData("34052419800101001X", "340524********001X")]
    [InlineData("123", "***")]
    public void A_masked_identity_number_keeps_six_and_four(string number, string masked) => Assert.Equal(masked, Mask.Identity(number));

    [Theory]
    [InlineData("13812345678", "138****5678")]
    [InlineData("05125600120", "051****0120")]
    [InlineData("110", "***")]
    public void A_masked_phone_keeps_three_and_four(string number, string masked) => Assert.Equal(masked, Mask.Phone(number));

    [Theory]
    [InlineData("154 0000 6071", "15400006071")]
    [InlineData("+86-13812345678", "13812345678")]
    [InlineData("0512-57654321", "051257654321")]
    [InlineData("57654321", "57654321")]
    public void A_phone_number_is_kept_as_dialled(string text, string value) => Assert.Equal(value, PhoneNumber.Parse(text).Value.Value);

    [Theory]
    [InlineData("")]
    [InlineData("12345678901")]
    [InlineData("138123456789")]
    [InlineData("1381234567")]
    [InlineData("电话没有")]
    public void What_is_no_phone_number_is_refused(string text) => Assert.NotNull(PhoneNumber.Parse(text).Refusal);
}
