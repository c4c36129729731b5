using Microsoft.Playwright;

namespace Xinqiao.Journeys.Tests;

/// <summary>Presses keys and counts them; what a letter holds is typed and not counted.</summary>
internal sealed class Keys(Visit desk)
{
    public int Count { get; private set; }

    public async Task Press(string key, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            Count++;
            await desk.Page.Keyboard.PressAsync(key);
        }
    }

    public Task Tab() => Press("Tab");

    public Task Alt(string key)
    {
        Count += 2;
        return desk.PressAccessKey(key);
    }

    public Task AltAndLoad(string key) => desk.Leads(() => Alt(key));

    public async Task TabsAndTypes(string field, string text)
    {
        await Tab();
        await Types(field, text);
    }

    public Task Focused(string field) => Assertions.Expect(desk.Page.Locator("#" + field)).ToBeFocusedAsync();

    public async Task Types(string field, string text)
    {
        await Focused(field);
        await desk.Page.Keyboard.InsertTextAsync(text);
    }
}
