using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Xinqiao.Web.Tests.Boundary;

/// <summary>Makes requests that are wrong in one way or many: addresses, queries, headers, bodies, and bytes that are no HTTP.</summary>
/// <param name="known">Ids and numbers that there are.</param>
/// <param name="token">Of a page; empty where nobody is signed in.</param>
internal sealed class MalformedRequest(Random random, IReadOnlyList<string> known, string token)
{
    // As they stand in an address or a form: what is behind a percent sign may be no character.
    private static readonly string[] Values =
    [
        "", "%20", "%00", "%01", "%0D%0A", "%ED%A0%80", "%FF%FE", "%", "%zz", "-1", "0", "00", "1e9", "NaN", "9999999999999999999", "-9223372036854775808", "2147483648",
        "2026-13-45", "0001-01-01", "9999-12-31", "2026-02-30", "%E4%BF%A1%E8%AE%BF", "%F0%9F%98%80", "%E2%80%AE", "%EF%BB%BF", "null", "true", "[]", "%7B%7D", "..%2F..%2Fetc%2Fpasswd",
        "%3Cscript%3E", "%27%20OR%201%3D1%20--", "%24%7Bjndi%7D", "a%26b%3Dc", "administrator", "m00000000000000000000000000000000", "m" + "zz", "f:database", "s:s-3",
    ];

    private static readonly string[] Names =
    [
        "id", "act", "unit", "stage", "list", "after", "month", "number", "code", "reason", "narrative", "title", "purpose", "person", "role", "login", "password", "file", "content", "back",
        "x[]", "x[0].y", "__proto__", "%00", "ReturnUrl", "handler", "key", "value", "from", "draft", "text", "day", "format",
    ];

    private static readonly string[] Types =
    [
        "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x",
        "application/json", "text/plain", "application/octet-stream", "image/svg+xml", "text/xml",
    ];

    public HttpRequestMessage Make(string verb, RoutePattern pattern, IReadOnlyList<string> fields)
    {
        var address = "/" + string.Join('/', pattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p is RoutePatternLiteralPart l ? l.Content : Value()))));
        if (random.Next(3) == 0) address += "?" + Pairs(fields, random.Next(1, 6));
        var request = new HttpRequestMessage(new HttpMethod(verb), Whole(address));
        if (verb != "GET" || random.Next(20) == 0) request.Content = Body(fields);
        for (var some = random.Next(4); some > 0; some--) request.Headers.TryAddWithoutValidation(Header(), random.Next(4) == 0 ? new string('h', random.Next(9_000)) : Value());
        return request;
    }

    /// <summary>Bytes that are no request, or two in one, or one that never ends.</summary>
    public byte[] Raw(string host)
    {
        string[] heads =
        [
            "GET / HTTP/1.1", "GET  / HTTP/1.1", "GET / HTTP/9.9", "GET /", "", "POST /petition HTTP/1.1", "\0\0\0\0", "GET http://other/ HTTP/1.1", "OPTIONS * HTTP/1.1", "CONNECT x:1 HTTP/1.1",
            "G\u0001T / HTTP/1.1", "GET /" + new string('a', 9_000) + " HTTP/1.1", "PRI * HTTP/2.0", "GET /\u00ff HTTP/1.1", "TRACE / HTTP/1.1", "get / http/1.1",
        ];
        string[] lines =
        [
            $"Host: {host}", "Host: ", "Host: a, b", "Content-Length: 5", "Content-Length: -5", "Content-Length: 5, 6", "Content-Length: 99999999999999999999", "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: x", " folded", "No-Colon", ": empty", "Cookie: " + new string('c', 30_000), "Expect: 200-maybe", "Connection: close",
            "Content-Type: application/x-www-form-urlencoded", "X: \u0000", "Upgrade: h2c",
        ];
        string[] bodies = ["", "hello", "5\r\nhello\r\n0\r\n\r\n", "5;x=\nhello\r\n0\r\n\r\n", "zz\r\n", "ffffffffffffffff\r\nx", "0\n\nGET / HTTP/1.1\r\n\r\n", "5\r\nhel"];
        var text = new StringBuilder(heads[random.Next(heads.Length)]).Append(End());
        if (random.Next(3) != 0) text.Append(lines[0]).Append(End());
        for (var some = random.Next(6); some > 0; some--) text.Append(lines[random.Next(lines.Length)]).Append(End());
        text.Append(End()).Append(bodies[random.Next(bodies.Length)]);
        var bytes = Encoding.Latin1.GetBytes(text.ToString());
        for (var flips = random.Next(4) == 0 ? random.Next(1, 6) : 0; flips > 0 && bytes.Length > 0; flips--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private string End() => random.Next(6) switch
    {
        0 => "\n",
        1 => "\r",
        _ => "\r\n",
    };

    // As it is: what would be put in order on the way is sent as it stands.
    private static Uri Whole(string address) => Uri.TryCreate(
        "http://site" + address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }, out var uri) ? new Uri(uri.PathAndQuery, UriKind.Relative) : new Uri("/", UriKind.Relative);

    private string Header() => random.Next(9) switch
    {
        0 => "Accept-Language",
        1 => "Accept",
        2 => "If-None-Match",
        3 => "Range",
        4 => "X-Forwarded-For",
        5 => "Idempotency-Key",
        6 => "Authorization",
        7 => "Origin",
        _ => "Referer",
    };

    private ByteArrayContent Body(IReadOnlyList<string> fields)
    {
        var bytes = random.Next(6) switch
        {
            0 => Noise(random.Next(2_000)),
            1 => Encoding.UTF8.GetBytes($$"""{"title":{{random.Next(9)}},"narrative":"{{Value()}}","channel":null,"x":[[[[{}]]]]"""),
            2 => Multipart(fields),
            3 => Encoding.UTF8.GetBytes(string.Join('&', Enumerable.Repeat("a=" + Value(), random.Next(1, 3_000)))),
            _ => Encoding.UTF8.GetBytes((token.Length > 0 && random.Next(5) != 0 ? "form-token=" + Uri.EscapeDataString(token) + "&" : "") + Pairs(fields, random.Next(1, 25))),
        };
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", random.Next(3) == 0 ? Types[random.Next(Types.Length)] : Types[0]);
        if (random.Next(10) == 0) content.Headers.TryAddWithoutValidation("Content-Encoding", random.Next(2) == 0 ? "gzip" : "x");
        return content;
    }

    private byte[] Multipart(IReadOnlyList<string> fields)
    {
        var text = new StringBuilder();
        for (var parts = random.Next(5); parts > 0; parts--)
        {
            text.Append(random.Next(9) == 0 ? "-x" : "--x").Append(End()).Append("Content-Disposition: form-data; name=\"").Append(Name(fields)).Append('"');
            if (random.Next(2) == 0) text.Append("; filename=\"").Append(Uri.UnescapeDataString(Value().Replace("%", "", StringComparison.Ordinal))).Append(random.Next(5) == 0 ? "" : "\"");
            text.Append(End()).Append(End()).Append(Encoding.Latin1.GetString(Noise(random.Next(300)))).Append(End());
        }

        return Encoding.Latin1.GetBytes(text.Append(random.Next(3) == 0 ? "" : "--x--\r\n").ToString());
    }

    private string Pairs(IReadOnlyList<string> fields, int many) => string.Join('&', Enumerable.Range(0, many).Select(_ => Name(fields) + "=" + Value()));

    private string Name(IReadOnlyList<string> fields) => fields.Count > 0 && random.Next(4) != 0 ? Uri.EscapeDataString(fields[random.Next(fields.Count)]) : Names[random.Next(Names.Length)];

    private string Value() => random.Next(12) switch
    {
        0 => new string('x', random.Next(5_000)),
        1 => string.Concat(Enumerable.Repeat("%E9%95%BF", random.Next(3_000))),
        2 or 3 => Uri.EscapeDataString(known[random.Next(known.Count)]),
        4 => random.NextInt64().ToString(CultureInfo.InvariantCulture),
        _ => Values[random.Next(Values.Length)],
    };

    private byte[] Noise(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
