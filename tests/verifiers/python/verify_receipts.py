#!/usr/bin/python3
"""Verifies receipts of Xinqiao a second time, with Debian's python3-cryptography and what is in this file.

    verify_receipts.py POLICY FILE...

One line a receipt: ok or broken. Exit code 0, or 1 where any is broken.
"""

import base64
import hashlib
import json
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Broken(Exception):
    """What does not hold."""


def require(holds, what):
    if not holds:
        raise Broken(what)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def decode(encoded):
    decoded = base64.b64decode(encoded, validate=True)
    require(base64.b64encode(decoded).decode() == encoded, "base64")
    return decoded


class Key:
    """The public half of a key: name+hex(id)+base64(type || key)."""

    def __init__(self, vkey):
        self.name, key_id, encoded = vkey.split("+", 2)
        typed = decode(encoded)
        self.type, self.key = typed[0], Ed25519PublicKey.from_public_bytes(typed[1:])
        self.id = sha256(self.name.encode(), b"\n", typed)[:4]
        require(self.id.hex() == key_id, "the id is not the key's")

    def holds(self, text, signature):
        message = text
        if self.type == 4:  # a witness: its time stands before the signature
            seconds = int.from_bytes(signature[:8], "big")
            message, signature = b"cosignature/v1\ntime %d\n" % seconds + text, signature[8:]
        try:
            self.key.verify(signature, message)
            return True
        except InvalidSignature:
            return False


class Policy:
    """Which keys count, and how many witnesses (C2SP tlog-policy)."""

    def __init__(self, text):
        self.logs, self.witnesses, self.groups, self.quorum = [], {}, [], None
        for line in text.split("\n"):
            words = line.split()
            if not words or words[0].startswith("#"):
                continue
            if words[0] == "log":
                self.logs.append(Key(words[1]))
            elif words[0] == "witness":
                self.witnesses[words[1]] = Key(words[2])
            elif words[0] == "group":
                members = words[3:]
                needed = {"any": 1, "all": len(members)}.get(words[2]) or int(words[2])
                self.groups.append((words[1], needed, members))
            elif words[0] == "quorum":
                self.quorum = words[1]
            else:
                raise Broken("policy: " + line)

    def check(self, text, signatures):
        """The log signed, no known key is forged, and the witnesses are a quorum. Answers how many they are."""
        origin = text.split(b"\n")[0].decode()
        by_log, standing = False, {"none"}
        for name, signed in signatures:
            known = [(None, log) for log in self.logs if log.name == origin] + list(self.witnesses.items())
            for called, key in known:
                if key.name == name and key.id == signed[:4]:
                    require(key.holds(text, signed[4:]), "a forged signature of " + name)
                    by_log |= called is None
                    standing |= {called} - {None}
        require(by_log, "no log of the policy signed it")
        seen = len(standing) - 1
        for name, needed, members in self.groups:
            if sum(member in standing for member in members) >= needed:
                standing.add(name)
        require(self.quorum in standing, f"{seen} witnesses are no quorum")
        return seen


def root_from(index, size, leaf, path):
    """RFC 9162 section 2.1.3.2."""
    node, last, root = index, size - 1, leaf
    for sibling in path:
        require(last != 0, "the proof is too long")
        if node & 1 or node == last:
            root = sha256(b"\1", sibling, root)
            while not node & 1 and node != 0:
                node, last = node >> 1, last >> 1
        else:
            root = sha256(b"\1", root, sibling)
        node, last = node >> 1, last >> 1
    require(last == 0, "the proof is too short")
    return root


def check(policy, data):
    head, _, note = data.partition(b"\n\n")
    text, _, signed = note.rpartition(b"\n\n")
    text += b"\n"
    lines = head.decode().split("\n")
    require(lines[0] == "c2sp.org/tlog-proof@v1", "no tlog-proof")
    require(lines[1].startswith("extra ") and lines[2].startswith("index "), "no receipt")
    signatures = []
    for line in signed.decode().rstrip("\n").split("\n"):
        dash, name, encoded = line.split(" ")
        require(dash == "\u2014", "no signature line")
        signatures.append((name, decode(encoded)))
    seen = policy.check(text, signatures)

    extra = decode(lines[1][len("extra "):])
    brought = json.loads(extra)
    require(json.dumps(brought, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() == extra, "extra data of another form")
    require(set(brought) <= {"event", "salt", "salts"}, "extra data of another form")
    event = json.loads(brought["event"])
    commitment = sha256(b"xf-event-v1\n", decode(brought["salt"]), brought["event"].encode())
    entry = '{"c":"%s","k":"%s","v":1}' % (base64.b64encode(commitment).decode(), event["k"])
    _, size, root = text.decode().split("\n")[:3]
    index = int(lines[2][len("index "):])
    require(lines[2] == f"index {index}" and size == str(int(size)) and 0 <= index < int(size), "no such entry")
    found = root_from(index, int(size), sha256(b"\0", entry.encode()), [decode(line) for line in lines[3:]])
    require(found == decode(root), "the event is not that entry of the log")
    for field, salt in brought.get("salts", {}).items():
        require(len(decode(salt)) == 32 and field in event["d"], "a salt of no field")
    return f'{event["f"]["number"]} is entry {index} of {size}, {seen} witnesses'


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        policy = Policy(file.read())
    code = 0
    for name in sys.argv[2:]:
        with open(name, "rb") as file:
            data = file.read()
        try:
            print(f"ok {name}: {check(policy, data)}")
        except (Broken, ValueError, KeyError, IndexError, TypeError) as reason:
            print(f"broken {name}: {reason}")
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
