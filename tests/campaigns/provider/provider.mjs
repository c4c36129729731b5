// npm's certified oidc-provider on this machine, with its own pages for signing in and agreeing: whatever name is typed is who comes.
import Provider from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id: "xinqiao", client_secret: "a-secret-of-the-campaign", redirect_uris: [redirect], token_endpoint_auth_method: "client_secret_post" }],
  cookies: { keys: ["a key of the campaign"] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  pkce: { required: () => true },
});
provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
