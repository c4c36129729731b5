// @ts-check
// Checks a receipt in this browser alone: nothing is sent. The same checks as src/Core/Ledger; the formats are C2SP's.

const text = new TextEncoder();
const form = /** @type {HTMLFormElement} */ (document.getElementById("verify"));
const found = /** @type {HTMLElement} */ (document.getElementById("found"));
const where = /** @type {HTMLElement} */ (document.getElementById("where"));

/** The page's words, in its reader's language. */
const words = /** @type {Record<string, string>} */ (JSON.parse(form.dataset.says ?? "{}"));

/** @param {string} name @param {Record<string, string | number>} values */
const say = (name, values = {}) => (words[name] ?? name).replaceAll(/\{(\w+)\}/g, (_, hole) => String(values[hole] ?? ""));

class Unreadable extends Error {}

/** @param {boolean} holds */
function must(holds) {
  if (!holds) throw new Unreadable();
}

/** @param {(Uint8Array | string)[]} parts */
function bytes(...parts) {
  const all = parts.map((part) => (typeof part === "string" ? text.encode(part) : part));
  const result = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  all.reduce((place, part) => (result.set(part, place), place + part.length), 0);
  return result;
}

/** @param {(Uint8Array | string)[]} parts */
const hash = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes(...parts)));

/** @param {Uint8Array} a @param {Uint8Array} b */
const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

/** @param {Uint8Array} of */
const base64 = (of) => btoa(String.fromCharCode(...of));

/** @param {string} encoded */
function fromBase64(encoded) {
  let decoded = "";
  try {
    decoded = atob(encoded);
  } catch {
    throw new Unreadable();
  }
  must(btoa(decoded) === encoded);
  return Uint8Array.from(decoded, (c) => c.charCodeAt(0));
}

/** The text that a scanner reads from paper: RFC 9285 around raw deflate. @param {string} code */
async function unpack(code) {
  const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  const packed = [];
  must(code.length <= 8000);
  for (let i = 0; i < code.length; i += 3) {
    const digits = [...code.slice(i, i + 3)].map((c) => alphabet.indexOf(c));
    must(digits.length > 1 && !digits.includes(-1));
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
    must(value <= (digits.length === 3 ? 65535 : 255));
    if (digits.length === 3) packed.push(value >> 8);
    packed.push(value & 255);
  }
  const stream = new Blob([Uint8Array.from(packed)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  try {
    return await new Response(stream).text();
  } catch {
    throw new Unreadable();
  }
}

/** @param {string} input */
async function read(input) {
  const given = input.trim();
  if (given.startsWith("XQ1:")) {
    const [event, salt, salts, ...rest] = (await unpack(given.slice(4, given.endsWith(".") ? -1 : 4))).split("\n");
    return { ...proof(rest.join("\n")), event, salt, salts: /** @type {Record<string, string>} */ (JSON.parse(salts)) };
  }
  const read = proof(given.replaceAll("\r\n", "\n") + "\n");
  must(read.extra !== "");
  const { event, salt, salts } = JSON.parse(new TextDecoder().decode(fromBase64(read.extra)));
  must(typeof event === "string" && typeof salt === "string");
  return { ...read, event, salt, salts: /** @type {Record<string, string>} */ (salts ?? {}) };
}

/** @param {string} file */
function proof(file) {
  const end = file.indexOf("\n\n");
  must(end > 0);
  const [header, ...lines] = file.slice(0, end).split("\n");
  must(header === "c2sp.org/tlog-proof@v1");
  const extra = lines[0]?.startsWith("extra ") ? /** @type {string} */ (lines.shift()).slice(6) : "";
  const index = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? "");
  const note = file.slice(end + 2);
  const split = note.lastIndexOf("\n\n");
  must(index !== null && lines.length <= 63 && split > 0);
  const signed = note.slice(0, split + 1);
  const [origin, size, root] = signed.split("\n");
  must(/^(0|[1-9]\d{0,15})$/.test(size ?? ""));
  const signatures = note.slice(split + 2).trimEnd().split("\n").map((line) => {
    const parts = line.split(" ");
    must(parts.length === 3 && parts[0] === "\u2014");
    return { name: parts[1], signature: fromBase64(parts[2]) };
  });
  return { extra, index: Number(index?.[1]), path: lines.map(fromBase64), signed, origin, size: Number(size), root: fromBase64(root), signatures };
}

/** RFC 9162 2.1.3.2. @param {number} index @param {number} size @param {Uint8Array} leaf @param {Uint8Array[]} path */
async function rootOf(index, size, leaf, path) {
  let [node, last, root] = [BigInt(index), BigInt(size) - 1n, leaf];
  for (const sibling of path) {
    if (last === 0n) return null;
    if (node & 1n || node === last) {
      root = await hash(Uint8Array.of(1), sibling, root);
      while (!(node & 1n) && node !== 0n) [node, last] = [node >> 1n, last >> 1n];
    } else {
      root = await hash(Uint8Array.of(1), root, sibling);
    }
    [node, last] = [node >> 1n, last >> 1n];
  }
  return last === 0n ? root : null;
}

/** The lines of a tlog-policy. @param {string} policy */
async function believe(policy) {
  const [logs, witnesses] = [/** @type {Key[]} */ ([]), /** @type {Key[]} */ ([])];
  const groups = /** @type {{ name: string, needed: number, members: string[] }[]} */ ([]);
  let quorum = "none";
  for (const line of policy.split("\n")) {
    const [what, name, ...rest] = line.split(" ");
    if (what === "log") logs.push(await keyOf("", name));
    if (what === "witness") witnesses.push(await keyOf(name, rest[0]));
    if (what === "group") {
      const members = rest.slice(1);
      groups.push({ name, needed: rest[0] === "any" ? 1 : rest[0] === "all" ? members.length : Number(rest[0]), members });
    }
    if (what === "quorum") quorum = name;
  }
  return { logs, witnesses, groups, quorum };
}

/** @typedef {{ called: string, name: string, id: Uint8Array, type: number, key: Uint8Array }} Key */

/** @param {string} called @param {string} vkey @returns {Promise<Key>} */
async function keyOf(called, vkey) {
  const [name, , ...encoded] = vkey.split("+");
  const typed = fromBase64(encoded.join("+"));
  return { called, name, id: (await hash(name, "\n", typed)).slice(0, 4), type: typed[0], key: typed.slice(1) };
}

/** Who of these keys signed. @param {Awaited<ReturnType<typeof read>>} receipt @param {Key[]} keys */
async function signers(receipt, keys) {
  // Fetched where a receipt is checked, not where the page is only read.
  const { verifyAsync } = await import(/** @type {string} */ ("./vendor/noble-ed25519-3.2.0.js"));
  const signed = /** @type {{ key: Key, time: number }[]} */ ([]);
  for (const { name, signature } of receipt.signatures) {
    for (const key of keys.filter((k) => k.name === name && same(k.id, signature.slice(0, 4)))) {
      const timed = key.type === 4;
      const time = timed && signature.length === 76 ? Number(new DataView(signature.buffer).getBigUint64(4)) : 0;
      const message = timed ? `cosignature/v1\ntime ${time}\n${receipt.signed}` : receipt.signed;
      const plain = signature.slice(timed ? 12 : 4);
      if (plain.length !== 64 || !(await verifyAsync(plain, text.encode(message), key.key, { zip215: false }))) return null;
      if (!signed.some((s) => s.key === key)) signed.push({ key, time });
    }
  }
  return signed;
}

/** @param {Awaited<ReturnType<typeof read>>} receipt */
async function check(receipt) {
  const { logs, witnesses, groups, quorum } = await believe(form.dataset.policy ?? "");
  const event = JSON.parse(receipt.event);
  const commitment = await hash("xf-event-v1\n", fromBase64(receipt.salt), receipt.event);
  const leaf = await hash(Uint8Array.of(0), `{"c":"${base64(commitment)}","k":"${event.k}","v":1}`);
  const root = receipt.index < receipt.size ? await rootOf(receipt.index, receipt.size, leaf, receipt.path) : null;
  const own = logs.filter((log) => log.name === receipt.origin);
  const signed = await signers(receipt, [...own, ...witnesses]);
  const cosigned = (signed ?? []).filter(({ key }) => witnesses.includes(key));
  const standing = new Set(cosigned.map(({ key }) => key.called));
  for (const group of groups) if (group.members.filter((m) => standing.has(m)).length >= group.needed) standing.add(group.name);
  return {
    event,
    stands: root !== null && same(root, receipt.root),
    isSigned: signed !== null && signed.some(({ key }) => own.includes(key)),
    asksWitnesses: quorum !== "none",
    isWitnessed: standing.has(quorum),
    cosigned,
  };
}

/** Which private field holds exactly these words. @param {Awaited<ReturnType<typeof read>>} receipt @param {any} event @param {string} words */
async function fieldOf(receipt, event, words) {
  for (const [field, salt] of Object.entries(receipt.salts)) {
    const digest = await hash("xf-field-v1\n", fromBase64(salt), JSON.stringify(field), JSON.stringify(words));
    if (base64(digest) === event.d[field]) return field;
  }
  return null;
}

/** @param {number} milliseconds */
const time = (milliseconds) =>
  new Date(milliseconds).toLocaleString(document.documentElement.lang === "en" ? "en-GB" : "zh-CN", { timeZone: "Asia/Shanghai", dateStyle: "long", timeStyle: "medium" });

/** @param {string} kind @param {string} sentence @param {[string, string][]} rows */
function show(kind, sentence, rows = []) {
  const notice = document.createElement("div");
  notice.className = `notice ${kind}`;
  notice.append(Object.assign(document.createElement("h2"), { textContent: sentence }));
  const list = Object.assign(document.createElement("dl"), { className: "summary" });
  for (const [name, value] of rows) {
    const row = document.createElement("div");
    row.append(Object.assign(document.createElement("dt"), { textContent: name }), Object.assign(document.createElement("dd"), { textContent: value }));
    list.append(row);
  }
  found.replaceChildren(notice, list);
  found.scrollIntoView({ block: "nearest" });
}

/** @param {string} input @param {string} typed */
async function verify(input, typed) {
  const receipt = await read(input);
  const result = await check(receipt);
  if (!result.stands) return show("refusal", say("changed"));
  if (!result.isSigned) return show("refusal", say("unsigned"));
  const rows = /** @type {[string, string][]} */ ([
    [say("number"), result.event.f.number],
    [say("registered"), time(result.event.at)],
    [say("log"), say("place", { origin: receipt.origin, index: receipt.index, size: receipt.size })],
    ...result.cosigned.map(({ key, time: seen }) => [say("witness"), say("seen", { name: key.called, time: time(seen * 1000) })]),
  ]);
  if (typed) {
    const field = await fieldOf(receipt, result.event, typed);
    rows.push([say("compared"), field ? say("same", { field: say(field) })
      : say(Object.keys(receipt.salts).length === 0 ? "noSalts" : "different")]);
  }
  if (!result.asksWitnesses) show("good", say("signed"), rows);
  else if (result.isWitnessed) show("good", say("witnessed", { count: result.cosigned.length }), rows);
  else show("warn", say("witnessesMissing"), rows);
}

// Where the browser lacks what this needs, the form goes to the server as it does without script.
if (globalThis.crypto?.subtle && typeof DecompressionStream === "function") {
  where.textContent = say("here");
  form.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    const data = new FormData(form);
    const file = data.get("file");
    const pasted = String(data.get("pasted") ?? "");
    const typed = String(data.get("words") ?? "").replaceAll("\r\n", "\n");
    Promise.resolve(file instanceof File && file.size > 0 ? file.text() : pasted)
      .then((input) => verify(input, typed))
      .catch((error) => {
        show("refusal", say("unreadable"));
        if (!(error instanceof Unreadable || error instanceof SyntaxError)) throw error;
      });
  });
}
