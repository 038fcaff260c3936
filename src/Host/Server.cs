using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.FileProviders;
using Microsoft.OpenApi;
using Yihe.Basis;
using Yihe.Diagnoses;
using Yihe.Hl7.Listening;
using Yihe.Host.Doors;
using Yihe.Host.Layout;
using Yihe.Kernel.Acts;
using Yihe.Kernel.News;
using Yihe.Kernel.Working;
using Yihe.Residents.Messages;
using Yihe.Residents.Visits;
using Yihe.Ui;

namespace Yihe.Host;

/// <summary>The web server: wires the doors around a platform, decides nothing.</summary>
public static class Server
{
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static WebApplication Create(HostOptions options, Platform platform)
    {
        CultureInfo.DefaultThreadCurrentCulture =
            CultureInfo.DefaultThreadCurrentUICulture =
            CultureInfo.CurrentCulture =
                new CultureInfo("zh-CN");
        platform.Shared(() => options);
        platform.Shared(() => options.Hospitals);
        platform.Shared(() => options.Upstream);
        // Read now: in a first rush every writer would need a second connection for it while holding one.
        if (!platform.Blueprints.IsEmpty)
            DiagnosisTable.Of(platform);
        platform.Shared(() => new SmsGateway(options.SmsGateway is { } gateway ? new Uri(gateway) : null));
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { ContentRootPath = HostOptions.Home, ApplicationName = "Yihe.Host" }
        );
        builder.WebHost.UseUrls($"http://{options.Listen}:{options.Port}").UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Limits.MaxRequestBodySize = 80 << 20;
            k.Limits.MaxConcurrentConnections = 10_000;
        });
        builder
            .Logging.ClearProviders()
            .AddJsonConsole(o => o.IncludeScopes = true)
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        AddServices(builder.Services, options, platform);
        var app = builder.Build();
        UsePipeline(app);
        MapEndpoints(app, options);
        return app;
    }

    private static void AddServices(IServiceCollection services, HostOptions options, Platform platform)
    {
        services.AddSingleton(options).AddSingleton(platform).AddSingleton<Gate>().AddSingleton<RequestCounts>();
        services.AddSingleton(_ => new Admission(options.AtOnce));
        services.AddSingleton(s => new Courier(s.GetRequiredService<Gate>(), s.GetRequiredService<ILogger<Courier>>()));
        services.AddSingleton(_ => new Sealer(platform.Database, platform.Vault, platform.Time));
        services.AddSingleton<Heart>().AddHostedService(s => s.GetRequiredService<Heart>());
        services
            .AddSingleton(s => new MessageListener(
                options.Mllp is { } port ? new(options.Listen, port, options.MllpCertificate) : null,
                s.GetRequiredService<Gate>(),
                s.GetRequiredService<ILogger<MessageListener>>()
            ))
            .AddHostedService(s => s.GetRequiredService<MessageListener>());
        services.AddSingleton<InboxPulse>().AddHostedService(s => s.GetRequiredService<InboxPulse>());
        services.AddHttpContextAccessor().AddScoped<Desk>().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorComponents();
        services.AddExceptionHandler<Problems>().AddProblemDetails().AddAntiforgery(o => o.Cookie.Name = "yihe-form");
        services.AddOptions<KeyManagementOptions>().Configure(o => o.XmlRepository = new FormKeys(platform));
        services.AddOpenApi(o =>
        {
            o.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            o.CreateSchemaReferenceId = Api.SchemaOf;
        });
        services.AddRateLimiter(o =>
        {
            o.RejectionStatusCode = 429;
            o.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(SignInLimit);
        });
    }

    /// <summary>Guessing is slow: so many sign-in attempts a minute from one address.</summary>
    private static RateLimitPartition<string> SignInLimit(HttpContext http)
    {
        var signsIn =
            HttpMethods.IsPost(http.Request.Method)
            && http.Request.Path.Value is "/sign-in" or "/api/session" or "/my/sign-in" or "/my/api/session" or "/my/api/code";
        var loopback = http.Connection.RemoteIpAddress is { } address && System.Net.IPAddress.IsLoopback(address);
        return signsIn && !loopback
            ? RateLimitPartition.GetFixedWindowLimiter(
                http.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = 30, Window = TimeSpan.FromMinutes(1) }
            )
            : RateLimitPartition.GetNoLimiter("");
    }

    private static void UsePipeline(WebApplication app)
    {
        app.UseForwardedHeaders(new() { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto });
        app.Use(next => http => http.RequestServices.GetRequiredService<RequestCounts>().Count(http, next));
        app.Use(next => http => http.RequestServices.GetRequiredService<Admission>().Admit(http, next));
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/error",
                CreateScopeForErrors = true,
                StatusCodeSelector = Outages.StatusOf,
                SuppressDiagnosticsCallback = c => c.Exception is BadHttpRequestException, // our own faults are on file, by their trace number
            }
        );
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use(
            (http, next) =>
            {
                if (
                    !HttpMethods.IsGet(http.Request.Method)
                    || http.Request.Path.StartsWithSegments("/api")
                    || http.Request.Path.StartsWithSegments("/my/api")
                    || http.Request.Path.StartsWithSegments(FhirEndpoint.Root)
                )
                    http.Features.Get<IStatusCodePagesFeature>()!.Enabled = false;
                http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
                http.Response.Headers.XContentTypeOptions = "nosniff";
                http.Response.Headers["Referrer-Policy"] = "same-origin";
                http.Response.Headers.XFrameOptions = "DENY";
                if (http.Request.IsHttps)
                    http.Response.Headers.StrictTransportSecurity = "max-age=31536000";
                if (!http.Request.Path.StartsWithSegments("/assets"))
                    http.Response.Headers.CacheControl = "no-store";
                return next(http);
            }
        );
        var pictures = new PhysicalFileProvider(Path.Combine(HostOptions.Home, "knowledge", "quick-starts"));
        app.UseStaticFiles(new StaticFileOptions { FileProvider = pictures, RequestPath = QuickStart.Pictures });
        app.UseScriptRedirects();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseSessions();
        app.UseAntiforgery();
        app.UsePageGuard();
        app.UseExports();
        app.UseForms();
    }

    private static void MapEndpoints(WebApplication app, HostOptions options)
    {
        app.MapStaticAssets();
        app.MapOpenApi("/api/openapi.json");
        app.MapApi();
        app.MapFhir();
        app.MapMessages();
        app.MapHealth();
        app.MapMetrics(options);
        app.MapLooks();
        app.MapDrafts();
        app.MapGet(
                "/inbox/events",
                (Desk desk, InboxPulse pulse, CancellationToken ct) =>
                    desk.Actor.SignedIn ? TypedResults.ServerSentEvents(pulse.Events(desk, ct)) : (IResult)TypedResults.Unauthorized()
            )
            .ExcludeFromDescription();
        if (options.Clock is not null)
            app.MapDemo(options.Clock);
        app.MapRazorComponents<App>().AddAdditionalAssemblies([.. App.Modules]);
    }
}
