using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.WebEncoders;
using Xinqiao.Web.Answers;
using Xinqiao.Web.Attachments;
using Xinqiao.Web.Citizens;
using Xinqiao.Web.Identity;
using Xinqiao.Web.Matters;
using Xinqiao.Web.Notices;
using Xinqiao.Web.Partners;
using Xinqiao.Web.Petitions;
using Xinqiao.Web.Petitions.Citizen;
using Xinqiao.Web.Search;
using Xinqiao.Web.Storage;
using Xinqiao.Web.Suggestions;
using Xinqiao.Web.Units;

namespace Xinqiao.Web.Serving;

/// <summary>Everything that is registered, in reading order.</summary>
public static class Wiring
{
    /// <param name="urls">Where to listen, such as <c>http://localhost:8080</c>.</param>
    /// <param name="front">How a real site is reached; null on this machine alone.</param>
    public static WebApplication Build(
        CaseStore store, string urls, Action<WebApplicationBuilder>? configure = null, Front? front = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Pages and files are found beside the program, wherever it was started from.
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = "wwwroot",
            ApplicationName = typeof(Wiring).Assembly.GetName().Name,
            EnvironmentName = "Production",
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Environment.WebRootFileProvider = new UnwatchedFiles(builder.Environment.WebRootFileProvider);
        builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // The key folder guards these keys by its permissions; and every answer says no-store anyway.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        AddServices(builder.Services, store);
        builder.Services.AddSingleton(s => ActivatorUtilities.CreateInstance<Health>(s, front is null ? [] : [front]));
        builder.Services.AddSingleton(s => new PublicAddress(front, s.GetRequiredService<IServer>()));
        // The gateways take messages from here; beside the keys where no other place is named.
        builder.Services.AddSingleton(new Outbox(
            builder.Configuration["Outbox"] ?? Path.Combine(Path.GetDirectoryName(store.Keys.Folder)!, "outbox")));
        builder.Services.AddSingleton(new Quarantine(
            builder.Configuration["Quarantine"] ?? Path.Combine(Path.GetDirectoryName(store.Keys.Folder)!, "quarantine")));
        if (ScanFolder.Of(store.Keys) is { } scans)
        {
            builder.Services.AddSingleton(scans);
            builder.Services.AddHostedService<ScanFolderRounds>();
        }

        if (MailServer.Of(store.Keys) is { } mail)
        {
            builder.Services.AddSingleton(mail);
            builder.Services.AddHostedService<MailPost>();
        }

        var provider = SignInProvider.Of(store.Keys);
        // What it reads from the provider may be told in what it logs.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None);
        builder.Services.AddSingleton(s => new ProviderSignIn(provider, s.GetRequiredService<Challenges>(), s.GetRequiredService<ILogger<ProviderSignIn>>()));
        if (provider is not null) ProviderSignIn.Add(builder.Services, provider, front, store.Clock);

        configure?.Invoke(builder);
        front?.Configure(builder);

        var app = builder.Build();
        front?.Use(app);
        // The handler of faults takes every header away before it answers; behind it they are set again.
        app.UseExceptionHandler("/error");
        app.UseSecurityHeaders();
        app.UseVerbs();
        app.UseStatusCodePagesWithReExecute("/error", "?code={0}");
        app.UseResponseCompression();
        app.UseFormBodies();
        app.UseStaticFiles(StaticFiles.Options);
        app.UseRouting();
        app.UseNamedPlaces();
        app.UseAuthentication();
        app.Use((context, next) => context.RequestServices.GetRequiredService<RefusedPages>().Follow(context, next));
        app.UseAuthorization();
        app.UseFirstDuties();
        app.MapRazorPages();
        DisplayChoices.Map(app);
        Health.Map(app);
        Ledger.LogPages.Map(app);
        PartnerApi.Map(app);
        ApiReference.Map(app);
        // An address nobody knows is told so, not sent to the sign-in of staff.
        app.MapFallback(() => Results.NotFound()).AllowAnonymous();
        return app;
    }

    private static void AddServices(IServiceCollection services, CaseStore store)
    {
        services.AddSingleton(store);
        services.AddSingleton(store.Clock);
        services.AddSingleton<TurnedAway>();
        services.AddSingleton<RulesWatch>();
        services.AddHostedService(s => s.GetRequiredService<RulesWatch>());
        services.AddHostedService<ErasedWipe>();
        services.AddHostedService<Ledger.ErasureKeeper>();
        services.AddSingleton<Ledger.NightlyCheck>();
        services.AddHostedService(s => s.GetRequiredService<Ledger.NightlyCheck>());
        services.AddSingleton<Ledger.WitnessedCheckpoint>();
        services.AddSingleton<Ledger.LogPages>();
        services.AddSingleton<Ledger.WitnessRounds>();
        services.AddHostedService(s => s.GetRequiredService<Ledger.WitnessRounds>());
        services.AddSingleton<Ledger.WatchedWitnesses>();
        services.AddSingleton<CaseReader>();
        services.AddSingleton<UnitQueries>();
        services.AddSingleton<MatterQueries>();
        services.AddSingleton<LinkQueries>();
        services.AddSingleton<Comparisons>();
        services.AddSingleton<Matters.Retention.RetentionQueries>();
        services.AddSingleton<Matters.Retention.Destroying>();
        services.AddHostedService<Matters.Retention.RetentionRounds>();
        services.AddSingleton<ExtractQueries>();
        services.AddSingleton<AnswerQueries>();
        services.AddSingleton<Petitions.RegisteredQueries>();
        services.AddSingleton<SearchQueries>();
        services.AddSingleton<SearchFollower>();
        services.AddHostedService(s => s.GetRequiredService<SearchFollower>());
        services.AddSingleton<SimilarIndex>();
        services.AddSingleton<SimilarQueries>();
        services.AddSingleton<SimilarFollower>();
        services.AddHostedService(s => s.GetRequiredService<SimilarFollower>());
        services.AddSingleton<GroupFollower>();
        services.AddHostedService(s => s.GetRequiredService<GroupFollower>());
        services.AddSingleton<GroupQueries>();
        services.AddSingleton<SuggestionModels>();
        services.AddSingleton<Training>();
        services.AddHostedService<TrainingRounds>();
        services.AddSingleton<Suggesting>();
        services.AddSingleton<TopicQueries>();
        services.AddSingleton<UnitCardQueries>();
        services.AddSingleton<Matters.Staff.Casework>();
        services.AddSingleton<People>();
        services.AddSingleton<SignIns>();
        services.AddSingleton<FreshProof>();
        services.AddSingleton<SecondFactors>();
        services.AddSingleton<Challenges>();
        services.AddSingleton<Passkeys>();
        services.AddSingleton<SecondSteps>();
        services.AddSingleton<ProviderLinks>();
        services.AddSingleton<CategoryQueries>();
        services.AddSingleton<Administration.Handovers>();
        services.AddHostedService<Administration.HandoverRounds>();
        services.AddSingleton<Administration.Setup.DistrictSheets>();
        services.AddSingleton<Registers.Audit.ChangeLog>();
        services.AddSingleton<Registers.Audit.AccessRecords>();
        services.AddSingleton<RefusedPages>();
        services.AddSingleton<Registers.NumberRegister>();
        services.AddSingleton<Registers.ReadingsOfMonth>();
        services.AddSingleton<Administration.RuleChanges>();
        services.AddSingleton<Documents.LetterTemplateFiles>();
        services.AddSingleton(s => new Documents.WordProcessor(
            Documents.WordProcessor.Installed(), s.GetRequiredService<ILogger<Documents.WordProcessor>>()));
        services.AddSingleton<QueryCodes>();
        services.AddSingleton<LeftSignIns>();
        services.AddSingleton<Receipts>();
        services.AddSingleton<PetitionerQueries>();
        services.AddSingleton<Drafts>();
        services.AddHostedService<DraftSweep>();
        services.AddSingleton<PartnerTable>();
        services.AddSingleton<PartnerLimits>();
        services.AddSingleton<NewsQueries>();
        services.AddSingleton<StatusQueries>();
        services.AddSingleton<PartnerApi>();
        services.AddSingleton<WebhookTargets>();
        services.AddSingleton<WebhookOutbox>();
        services.AddSingleton<WebhookPost>();
        services.AddHostedService(s => s.GetRequiredService<WebhookPost>());
        ApiReference.Describe(services);
        services.AddSingleton(VirusScanner.Of(store.Keys));
        services.AddSingleton<FileIntake>();
        services.AddSingleton<FileShelf>();
        services.AddSingleton<UnsortedScans>();
        services.AddSingleton<WaitingFiles>();
        services.AddHostedService(s => s.GetRequiredService<WaitingFiles>());
        services.AddHttpContextAccessor();
        services.AddResponseCompression(o => o.EnableForHttps = true);
        // A page is small and the line of a phone is slow.
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal);
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddDataProtection().SetApplicationName("xinqiao")
            .PersistKeysToFileSystem(new DirectoryInfo(store.Keys.WebKeys));
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "xinqiao-form";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.FormFieldName = "form-token";
        });
        Sessions.Add(services);
        services.AddAuthorization(Policies.Add);
        // No page has fields with brackets, and one that is never closed is a fault to these.
        services.PostConfigure<MvcOptions>(o =>
        {
            o.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
            o.ValueProviderFactories.RemoveType<JQueryQueryStringValueProviderFactory>();
        });
        services.AddRazorPages(o =>
        {
            o.RootDirectory = "/";
            Policies.Apply(o.Conventions);
            o.Conventions.ConfigureFilter(new TypeFilterAttribute(typeof(SiteData)));
            foreach (var filter in (Type[])[typeof(OneValueEach), typeof(ToldRefusals)]) o.Conventions.ConfigureFilter(new TypeFilterAttribute(filter));
        });
    }
}
