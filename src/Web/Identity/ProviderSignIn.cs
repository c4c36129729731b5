using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Xinqiao.Core;
using Xinqiao.Core.Furniture;
using Xinqiao.Web.Serving;

namespace Xinqiao.Web.Identity;

/// <summary>Who came back from the provider.</summary>
/// <param name="Subject">Their pseudonym there.</param>
/// <param name="LinkOf">The account that shall be linked; null where somebody signs in.</param>
/// <param name="Session">The sign-in in which that was asked for.</param>
public sealed record Confirmed(string Subject, string? LinkOf, string? Session, string? Back);

/// <summary>
/// 统一身份认证 by OpenID Connect: code flow with PKCE, and the scope openid alone. Who somebody is here never follows from a token; it
/// follows from the link that the holder of the account made.
/// </summary>
public sealed partial class ProviderSignIn(SignInProvider? provider, Challenges challenges, ILogger<ProviderSignIn> logger)
{
    private const string Scheme = "provider", Arrived = "provider-arrived", Callback = "/sign-in/provider/return";
    private const string LinkItem = "link", SessionItem = "session", BackItem = "back", OnceItem = "once";

    // Signatures by a key that the provider keeps to itself; none by a secret that both know, and no token without one.
    private static readonly string[] Signatures = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), Skew = TimeSpan.FromMinutes(1);

    /// <summary>Null where the office has none: nothing of it is shown.</summary>
    public SignInProvider? Provider => provider;

    public static void Add(IServiceCollection services, SignInProvider provider, Front? front, TimeProvider clock) => services.AddAuthentication()
        .AddCookie(Arrived, o =>
        {
            (o.Cookie.Name, o.Cookie.HttpOnly, o.Cookie.SecurePolicy) = ("xinqiao-arrived", true, CookieSecurePolicy.SameAsRequest);
            // It comes back with whoever comes from elsewhere, so it cannot be strict; it opens one page, once.
            o.Cookie.SameSite = SameSiteMode.Lax;
            (o.ExpireTimeSpan, o.SlidingExpiration) = (TimeSpan.FromMinutes(1), false);
        })
        .AddOpenIdConnect(Scheme, o =>
        {
            Ask(o, provider);
            Keep(o);
            Check(o.TokenValidationParameters, provider, clock);
            Follow(o.Events, front);
        });

    private static void Ask(OpenIdConnectOptions o, SignInProvider provider)
    {
        (o.Authority, o.ClientId, o.ClientSecret) = (provider.Issuer, provider.Client, provider.Secret);
        o.RequireHttpsMetadata = provider.Issuer.StartsWith("https:", StringComparison.Ordinal);
        (o.ResponseType, o.ResponseMode, o.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
        o.Scope.Clear();
        o.Scope.Add("openid");
        o.BackchannelTimeout = Patience;
        o.BackchannelHttpHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        (o.CallbackPath, o.SignInScheme) = (Callback, Arrived);
        // A sign-in here ends here: no address listens for an end that comes from elsewhere.
        (o.RemoteSignOutPath, o.SignedOutCallbackPath) = (default, default);
    }

    private static void Keep(OpenIdConnectOptions o)
    {
        (o.MapInboundClaims, o.SaveTokens, o.GetClaimsFromUserInfoEndpoint, o.DisableTelemetry) = (false, false, false, true);
        o.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(ProviderLink.Minutes);
        // What it gives the browser to keep runs out by the browser's clock, which is never another one than the true one.
        o.TimeProvider = TimeProvider.System;
        foreach (var cookie in new[] { o.CorrelationCookie, o.NonceCookie })
            (cookie.SameSite, cookie.SecurePolicy, cookie.IsEssential) = (SameSiteMode.Lax, CookieSecurePolicy.SameAsRequest, true);
        (o.CorrelationCookie.Name, o.NonceCookie.Name) = ("xinqiao-provider-state.", "xinqiao-provider-nonce.");
    }

    private static void Follow(OpenIdConnectEvents events, Front? front)
    {
        events.OnRedirectToIdentityProvider = leaving =>
        {
            if (front?.Address is { } address) leaving.ProtocolMessage.RedirectUri = address.GetLeftPart(UriPartial.Authority) + Callback;
            return Task.CompletedTask;
        };
        events.OnTokenResponseReceived = received =>
        {
            // The library lets a token without a signature pass where it came straight from the provider.
            if (received.TokenEndpointResponse.IdToken?.Split('.') is not [_, _, { Length: > 0 }]) received.Fail(nameof(Signatures));
            return Task.CompletedTask;
        };
        events.OnRemoteFailure = failed =>
        {
            failed.HttpContext.RequestServices.GetRequiredService<ProviderSignIn>().Refused(failed.Failure?.GetType().Name ?? "");
            failed.Response.Redirect($"/sign-in/provider?kind={Words.Of(TroubleOf(failed))}");
            failed.HandleResponse();
            return Task.CompletedTask;
        };
    }

    private static ProviderTrouble TroubleOf(RemoteFailureContext failed) => failed.Failure switch
    {
        OpenIdConnectProtocolException when failed.Request.Query.ContainsKey("error") => ProviderTrouble.Denied,
        HttpRequestException or IOException or OperationCanceledException => ProviderTrouble.Away,
        _ => ProviderTrouble.Failed,
    };

    private static void Check(TokenValidationParameters token, SignInProvider provider, TimeProvider clock)
    {
        token.ValidAlgorithms = Signatures;
        (token.RequireSignedTokens, token.RequireExpirationTime, token.ValidAudience) = (true, true, provider.Client);
        // The one that the office named, whatever its own description says of itself.
        token.IssuerValidator = (issuer, _, _) => issuer == provider.Issuer ? issuer : throw new SecurityTokenInvalidIssuerException();
        token.LifetimeValidator = (from, until, _, _) =>
            until is { } end && end > clock.GetUtcNow().UtcDateTime - Skew && !(from > clock.GetUtcNow().UtcDateTime + Skew);
    }

    /// <summary>Sends the browser to the provider.</summary>
    /// <param name="linkOf">The account that shall be linked; null to sign in.</param>
    /// <returns>False where the provider does not answer.</returns>
    public async Task<bool> Leave(HttpContext context, string? linkOf, string? back)
    {
        var said = new AuthenticationProperties { RedirectUri = "/sign-in/provider" };
        said.SetString(OnceItem, Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));
        said.SetString(LinkItem, linkOf);
        said.SetString(SessionItem, context.User.FindFirstValue(Staff.SessionClaim));
        said.SetString(BackItem, back);
        try
        {
            await context.ChallengeAsync(Scheme, said);
            return true;
        }
        // The library wraps whatever befell its request in one of these.
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException or OperationCanceledException or OpenIdConnectProtocolException)
        {
            Refused(e.GetType().Name);
            return false;
        }
    }

    /// <summary>Who came back in this browser; null where nobody did, or what they brought was used before.</summary>
    public async Task<Confirmed?> Arrive(HttpContext context)
    {
        var brought = await context.AuthenticateAsync(Arrived);
        await context.SignOutAsync(Arrived);
        if (brought is not { Succeeded: true, Properties: { } said, Principal: { } principal } || said.GetString(OnceItem) is not { } once) return null;
        var until = (said.ExpiresUtc ?? DateTimeOffset.MaxValue).ToUnixTimeMilliseconds();
        return principal.FindFirstValue("sub") is { Length: > 0 } subject && await challenges.SpendOnce(Convert.FromHexString(once), until)
            ? new Confirmed(subject, said.GetString(LinkItem), said.GetString(SessionItem), said.GetString(BackItem))
            : null;
    }

    // The kind of trouble alone: what a token or the provider said stands in no log.
    [LoggerMessage(LogLevel.Warning, "A sign-in by the provider came to nothing: {Trouble}")]
    private partial void Refused(string trouble);
}
