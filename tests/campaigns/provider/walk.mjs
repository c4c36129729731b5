// Walks in a real browser between a site on localhost and a provider on 127.0.0.1, which are strangers to it: link, leave, come back, be refused.
import { createRequire } from "node:module";

const [site, playwright] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(playwright);
const browser = await chromium.launch({ executablePath: process.env.XINQIAO_TEST_CHROMIUM });

async function fresh() {
  const page = await (await browser.newContext({ baseURL: site, locale: "zh-CN" })).newPage();
  page.setDefaultTimeout(60_000);
  return page;
}

async function step(what, walk) {
  try {
    await walk();
    console.log(`ok: ${what}`);
  } catch (e) {
    console.log(`FAILED: ${what}: ${String(e).split("\n")[0]}`);
  }
}

async function expects(page, text) {
  await page.getByText(text).first().waitFor();
}

async function withPassword(page, login) {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: `以 ${login} 登录` }).click();
  await page.waitForURL("**/desk");
}

async function atTheProvider(page, name) {
  await page.locator("input[name=login]").fill(name);
  await page.locator("input[name=password]").fill("anything");
  await page.locator("button[type=submit]").click();
  await page.getByRole("button", { name: "Continue" }).click();
}

const officer = await fresh();
await step("an officer links their account", async () => {
  await withPassword(officer, "dengji");
  await officer.goto("/account/provider");
  await officer.getByRole("link", { name: "去确认并关联" }).click();
  await atTheProvider(officer, "officer");
  await expects(officer, "您的账号已经与");
});

await step("they are signed in as before, and sign out", async () => {
  await officer.goto("/desk");
  await officer.getByRole("button", { name: "退出" }).click();
  await officer.waitForURL("**/sign-in");
});

await step("the provider signs them in, and leads on to their work", async () => {
  await officer.getByRole("link", { name: "区统一身份认证" }).click();
  await officer.waitForURL("**/desk");
});

await step("in another browser it does so after the provider's own page", async () => {
  const elsewhere = await fresh();
  await elsewhere.goto("/sign-in?ReturnUrl=%2Fstaff%2Fdue");
  await elsewhere.getByRole("link", { name: "区统一身份认证" }).click();
  await atTheProvider(elsewhere, "officer");
  await elsewhere.waitForURL("**/staff/due");
});

await step("whom nobody linked is refused and told what to do", async () => {
  const stranger = await fresh();
  await stranger.goto("/sign-in");
  await stranger.getByRole("link", { name: "区统一身份认证" }).click();
  await atTheProvider(stranger, "stranger");
  await expects(stranger, "这个身份没有关联信桥的账号");
  await stranger.goto("/desk");
  await stranger.waitForURL("**/sign-in?**");
});

await step("another account cannot take the same identity", async () => {
  const second = await fresh();
  await withPassword(second, "fenban");
  await second.goto("/account/provider");
  await second.getByRole("link", { name: "去确认并关联" }).click();
  await atTheProvider(second, "officer");
  await expects(second, "已经关联了另一个账号");
});

await step("whoever cancels at the provider is told so", async () => {
  const undecided = await fresh();
  await undecided.goto("/sign-in");
  await undecided.getByRole("link", { name: "区统一身份认证" }).click();
  await undecided.getByRole("link", { name: "Cancel" }).click();
  await expects(undecided, "或者您取消了");
});

await step("once the link is taken away the provider opens nothing", async () => {
  await officer.goto("/account/provider");
  await officer.getByRole("button", { name: "解除关联" }).click();
  await expects(officer, "关联已解除");
  await officer.getByRole("button", { name: "退出" }).click();
  await officer.getByRole("link", { name: "区统一身份认证" }).click();
  await expects(officer, "这个身份没有关联信桥的账号");
});

await browser.close();
