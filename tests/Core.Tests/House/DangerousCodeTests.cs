using System.Text.RegularExpressions;
using Xunit;

namespace Xinqiao.Core.Tests.House;

/// <summary>
/// Ways of writing code that have opened other people's programs, and where this one may use them. Whoever has to lengthen a list here
/// says why in docs/security/asvs.md.
/// </summary>
public sealed partial class DangerousCodeTests
{
    [Fact]
    public void A_program_is_started_in_two_places_and_takes_its_arguments_one_by_one()
    {
        string[] starting = ["src/Encryption/CommandKey.cs", "src/Web/Documents/WordProcessor.cs"];
        Assert.Equal(starting, Naming(Starting(), "*.cs"));
        foreach (var source in starting.Select(Read))
        {
            Assert.Contains("ArgumentList.Add(", source, StringComparison.Ordinal);
            Assert.DoesNotMatch(ThroughAShell(), source);
        }
    }

    [Fact]
    public void What_stands_in_a_statement_of_SQL_is_a_part_of_the_program_and_nothing_that_was_typed()
    {
        // Conditions, columns and tables that the program itself writes; whatever comes from outside is a parameter.
        HashSet<string> parts =
        [
            "Alias", "ClockId.FinalReview", "ClockId.InformationRequest", "ClockId.ObjectionDecision", "ClockId.PortalOpening", "ClockId.Review", "ClockId.TakenBack", "Columns", "Conditions", "CountLimit", "DueOrLast", "From",
            "GateCondition.Of", "GateCondition.OfObjection", "GateCondition.OfTerm", "Guard", "IdentityOpened.Stored", "LogKeyAdded.Keys",
            "LogKeyRetired.Stored", "Matter", "MatterSealed.Stored", "Most", "Name", "Narrow", "NoDue", "OriginBegun.Stored", "OwingUnit", "ReadsAs", "Reviewing", "SamenessAsked.Stored", "SealedSince", "Select", "StillOpen", "TheProgram", "ToServe", "ViewerPerson", "ViewerUnit",
            "among", "compartment.Table", "condition", "counted", "current", "n", "names", "shape.Name", "store.Database.Among",
            "store.Database.HasWords", "store.Database.Words", "string.Join", "table", "table.ConflictClause", "table.Name",
            "table.Rebuilt.Name", "where",
        ];
        var written = Repository.Files("src", "*.cs").SelectMany(file => Holes(Read(file)).Select(hole => (file, hole))).ToList();

        Assert.Contains(("src/Web/Storage/CaseReader.cs", "compartment.Table"), written);
        Assert.DoesNotContain(written, w => !parts.Contains(w.hole));
        Assert.DoesNotContain(written, w => w.file.EndsWith(".cshtml.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void A_query_that_asks_the_gate_reads_as_its_viewer_so_that_the_database_can_guard_the_rows_too()
    {
        var asking = Repository.Files("src/Web", "*.cs").Where(file => AskingTheGate().IsMatch(Read(file))).ToList();
        Assert.True(asking.Count > 5);
        // Of the numbers that are in use, which say nothing of any matter; and of what stands beside one that is to be destroyed, whoever may see it.
        string[] program = ["src/Web/Matters/LinkQueries.cs", "src/Web/Matters/MatterQueries.cs"];
        Assert.Equal(program, asking.Where(file => Read(file).Contains("OpenToRead()", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(program, file => Assert.Single(Regex.Matches(Read(file), @"OpenToRead\(\)")));
    }

    [GeneratedRegex(@"GateCondition\.Of|queries\.Visible\(")]
    private static partial Regex AskingTheGate();

    [Fact]
    public void A_regular_expression_is_made_while_the_program_runs_for_known_names_alone_and_those_are_escaped()
    {
        Assert.Equal(["src/Core/Redaction/NamePassages.cs"], Naming(RunTimePattern(), "*.cs", "*.cshtml"));
        Assert.Contains("Regex.Escape(", Read("src/Core/Redaction/NamePassages.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_that_is_not_encoded_is_a_picture_drawn_here_and_nothing_else() =>
        Assert.Equal(["src/Web/Identity/Own/SecondFactorPage.cshtml"], Naming(RawMarkup(), "*.cs", "*.cshtml"));

    [Fact]
    public void No_XML_is_read_but_by_the_library_for_documents() => Assert.Empty(Naming(Xml(), "*.cs"));

    [Fact]
    public void Nothing_that_is_read_chooses_its_type_and_no_code_is_made_from_text() => Assert.Empty(Naming(ChosenType(), "*.cs"));

    [Fact]
    public void No_cipher_or_digest_that_was_broken_and_no_mode_without_a_tag_is_named() => Assert.Empty(Naming(Broken(), "*.cs"));

    [Fact]
    public void Chance_that_can_be_guessed_draws_the_sample_of_the_night_and_nothing_else() =>
        Assert.Equal(["src/Web/Ledger/NightlyCheck.cs"], Naming(Guessable(), "*.cs"));

    [Fact]
    public void No_project_allows_unsafe_code_and_the_system_is_called_in_two_places()
    {
        Assert.Empty(Naming(Unsafe(), "*.cs", "*.csproj"));
        Assert.Equal(["src/Web/Commands/SystemClock.cs", "src/Web/Storage/DurableFile.cs"], Naming(SystemCall(), "*.cs"));
    }

    [Fact]
    public void The_site_sends_requests_from_three_places_and_follows_no_redirect_from_any()
    {
        string[] senders = ["src/Web/Identity/ProviderSignIn.cs", "src/Web/Ledger/WitnessRounds.cs", "src/Web/Partners/WebhookPost.cs"];
        Assert.Equal(senders, Naming(Sending(), "*.cs").Where(file => file.StartsWith("src/Web/", StringComparison.Ordinal)));
        Assert.All(senders, file => Assert.Contains("AllowAutoRedirect = false", Read(file), StringComparison.Ordinal));
        Assert.Empty(Naming(AnyCertificate(), "*.cs"));
    }

    [Fact]
    public void Scripts_keep_nothing_in_the_browser_run_no_text_and_set_markup_from_the_server_alone()
    {
        Assert.Empty(Naming(ScriptStores(), "*.js"));
        Assert.Equal(["src/Web/wwwroot/similar.js"], Naming(ScriptMarkup(), "*.js"));
    }

    [Fact]
    public void Scripts_merge_nothing_into_objects_and_touch_no_prototype() => Assert.Empty(Naming(Merging(), "*.js"));

    [GeneratedRegex(@"Object\.assign\((?!document\.createElement)|__proto__|\bprototype\b|setPrototypeOf|structuredClone|\.\.\.JSON")]
    private static partial Regex Merging();

    [Fact]
    public void No_page_has_a_line_of_script_or_style_inside_or_loads_anything_from_elsewhere() =>
        Assert.Empty(Naming(InsideOrElsewhere(), "*.cshtml"));

    [Fact]
    public void Every_page_that_looks_at_the_forms_mark_itself_does_so_before_it_acts()
    {
        var own = Naming(OwnMark(), "*.cs").Where(file => file != "src/Web/Serving/FormToken.cs").ToList();

        Assert.True(own.Count > 20);
        Assert.Empty(own.Where(file => !Read(file).Contains("FormToken.IsFresh(", StringComparison.Ordinal)).Except(
        [
            // Shows what went wrong, and does nothing.
            "src/Web/Serving/Pages/Error.cshtml.cs",
            // Reckons on what was sent, and records nothing.
            "src/Web/Ledger/Citizen/VerifyPage.cshtml.cs",
        ]));
    }

    [Fact]
    public void A_site_is_always_in_production_and_has_no_page_for_developers()
    {
        Assert.Contains("EnvironmentName = \"Production\"", Read("src/Web/Serving/Wiring.cs"), StringComparison.Ordinal);
        Assert.Empty(Naming(ForDevelopers(), "*.cs"));
    }

    [Fact]
    public void A_redirect_leads_to_an_address_that_the_program_writes_or_to_one_of_the_site()
    {
        // Written: "/track", $"/track/…". Anything else goes through LocalRedirect, which refuses what is not of the site.
        var led = Repository.Files("src/Web", "*.cs").SelectMany(file => Redirecting().Matches(Read(file)).Select(m => m.Value)).ToList();

        Assert.True(led.Count > 20);
        Assert.DoesNotContain(led, redirect => !Written().IsMatch(redirect));
    }

    [Fact]
    public void What_is_logged_bears_ids_and_kinds_of_trouble_and_nothing_that_was_typed()
    {
        var logged = Repository.Files("src/Web", "*.cs").SelectMany(file => Logged().Matches(Read(file)).Select(m => m.Groups[1].Value)).ToList();

        Assert.True(logged.Count > 15);
        Assert.Equal(
            ["Code", "Error", "File", "Kind", "Matter", "Partner", "Said", "Times", "Trouble", "Witness"],
            logged.SelectMany(text => Hole().Matches(text)).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(Naming(LoggedElsewhere(), "*.cs"));
    }

    [Theory]
    [InlineData("eval(typed)")]
    [InlineData("sessionStorage.setItem('code', code)")]
    public void A_line_of_script_that_may_not_be_is_seen(string line) => Assert.Matches(ScriptStores(), line);

    [Theory]
    [InlineData("connection.Query($\"SELECT id FROM matters WHERE title = '{typed}'\")", "typed")]
    [InlineData("$\"\"\"\n  DELETE FROM drafts WHERE id = {id}\n  \"\"\"", "id")]
    public void A_hole_in_a_statement_is_seen(string source, string hole) => Assert.Equal([hole], Holes(source));

    private static string Read(string file) => File.ReadAllText(Repository.Path(file));

    // What others wrote and what is no source is left out.
    private static IReadOnlyList<string> Naming(Regex what, params string[] files) =>
        [.. files.SelectMany(pattern => Repository.Files("src", pattern))
            .Where(file => !file.Contains("/vendor/", StringComparison.Ordinal) && what.IsMatch(Read(file)))
            .Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Holes(string source)
    {
        var blocks = Block().Matches(source).Select(m => m.Value).ToList();
        var lines = Block().Replace(source, "").Split('\n').Where(line => line.Contains("$\"", StringComparison.Ordinal));
        return blocks.Concat(lines).Where(text => Statement().IsMatch(text)).SelectMany(text => Hole().Matches(text)).Select(m => m.Groups[1].Value);
    }

    [GeneratedRegex(@"\$""""""(?s:.*?)""""""")]
    private static partial Regex Block();

    [GeneratedRegex(@"\b(SELECT|INSERT INTO|UPDATE \{|UPDATE [a-z_]+ SET|DELETE FROM|ORDER BY|WHERE)\b")]
    private static partial Regex Statement();

    [GeneratedRegex(@"(?<!\{)\{([A-Za-z_][\w.]*)")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\bProcessStartInfo\b|\bProcess\.Start\b")]
    private static partial Regex Starting();

    [GeneratedRegex(@"UseShellExecute = true|\bArguments =|""/bin/|""sh""|""bash""")]
    private static partial Regex ThroughAShell();

    [GeneratedRegex(@"\bnew Regex\(|\bRegex\.(IsMatch|Match|Matches|Replace|Split|Count)\(")]
    private static partial Regex RunTimePattern();

    [GeneratedRegex(@"Html\.Raw|HtmlString")]
    private static partial Regex RawMarkup();

    [GeneratedRegex(@"\bXml(Document|Reader|TextReader|Serializer)\b|\bXDocument\b|\bXElement\b|XPath|XslCompiled")]
    private static partial Regex Xml();

    [GeneratedRegex(@"BinaryFormatter|DataContractSerializer|JsonPolymorphic|JsonDerivedType|TypeNameHandling|Activator\.CreateInstance|Assembly\.Load|CSharpScript|DynamicMethod|\bType\.GetType\(")]
    private static partial Regex ChosenType();

    [GeneratedRegex(@"\bMD5\b|\bSHA1\b|HMACSHA1|\bDES\b|TripleDES|\bRC[24]\b|CipherMode|Aes\.Create|RSA\.Create|RSAEncryptionPadding|RSASignaturePadding")]
    private static partial Regex Broken();

    [GeneratedRegex(@"\bnew Random\(|\bRandom\.Shared\b")]
    private static partial Regex Guessable();

    [GeneratedRegex(@"\bunsafe\b(?!-)|<AllowUnsafeBlocks>")]
    private static partial Regex Unsafe();

    [GeneratedRegex(@"\bDllImport\b|\bLibraryImport\b")]
    private static partial Regex SystemCall();

    [GeneratedRegex(@"\bnew HttpClient\(|\bWebRequest\b|HttpClientHandler|IHttpClientFactory|\bHttpClient \w+ = new|BackchannelHttpHandler")]
    private static partial Regex Sending();

    [GeneratedRegex(@"DangerousAcceptAnyServerCertificateValidator|ServerCertificateCustomValidationCallback = .*=> true|TrustServerCertificate")]
    private static partial Regex AnyCertificate();

    [GeneratedRegex(@"\beval\(|\bnew Function\b|document\.write|\blocalStorage\b|\bsessionStorage\b|\bindexedDB\b|\bpostMessage\b|\bWebSocket\b|document\.cookie")]
    private static partial Regex ScriptStores();

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML")]
    private static partial Regex ScriptMarkup();

    [GeneratedRegex(@"<script(?![^>]*\bsrc=)|<style\b|\sstyle=""|\son[a-z]+=""|\b(src|href|action)=""(https?:)?//")]
    private static partial Regex InsideOrElsewhere();

    [GeneratedRegex(@"DeveloperExceptionPage|IsDevelopment|DatabaseErrorPage|ShowPII")]
    private static partial Regex ForDevelopers();

    [GeneratedRegex(@"\b\w*Redirect(?:Permanent|ToPage)?\([^\n]*")]
    private static partial Regex Redirecting();

    [GeneratedRegex(@"^LocalRedirect\(|^RedirectToPage\(\)|^Redirect\(\$?""/[a-z]")]
    private static partial Regex Written();

    [GeneratedRegex(@"\[LoggerMessage\(LogLevel\.\w+, ""([^\n]*)""\)\]")]
    private static partial Regex Logged();

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\(|\bTrace\.Write|\bDebug\.Write")]
    private static partial Regex LoggedElsewhere();

    [GeneratedRegex(@"\[IgnoreAntiforgeryToken\]")]
    private static partial Regex OwnMark();
}
