// Verifies receipts and whole logs of Xinqiao with nobody's code but Go's checksum database client
// (golang.org/x/mod/sumdb: note, tlog) and what is in this file. Built without network:
//
//	GO111MODULE=off GOPATH=/usr/share/gocode GOPROXY=off go build -o verifier main.go
//
//	verifier receipt POLICY FILE...
//	verifier log POLICY FOLDER
//
// One line for each thing that was checked: ok or broken. Exit code 0, 1 where anything is broken, 2 for bad use.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

// One spelling for each value: unused bits are zero.
var strict = base64.StdEncoding.Strict()

func parseHash(line string) (tlog.Hash, error) {
	hash, err := tlog.ParseHash(line)
	if err == nil && hash.String() != line {
		err = errors.New("a hash in another spelling")
	}
	return hash, err
}

func main() {
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "verifier receipt POLICY FILE... | verifier log POLICY FOLDER")
		os.Exit(2)
	}
	text, err := os.ReadFile(os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	policy, err := parsePolicy(string(text))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	check := map[string]func(*trusted, string) (string, error){"receipt": checkReceipt, "log": checkLog}[os.Args[1]]
	if check == nil {
		os.Exit(2)
	}
	code := 0
	for _, place := range os.Args[3:] {
		if what, err := check(policy, place); err != nil {
			fmt.Printf("broken %s: %v\n", place, err)
			code = 1
		} else {
			fmt.Printf("ok %s: %s\n", place, what)
		}
	}
	os.Exit(code)
}

// A policy (C2SP tlog-policy): which keys count, and how many witnesses.
type trusted struct {
	logs      []note.Verifier
	witnesses map[string]note.Verifier
	groups    []group
	quorum    string
}

type group struct {
	name    string
	needed  int
	members []string
}

func parsePolicy(text string) (*trusted, error) {
	p := &trusted{witnesses: map[string]note.Verifier{}}
	for _, line := range strings.Split(text, "\n") {
		words := strings.Fields(line)
		if len(words) == 0 || strings.HasPrefix(words[0], "#") {
			continue
		}
		switch {
		case words[0] == "log" && len(words) >= 2:
			verifier, err := note.NewVerifier(words[1])
			if err != nil {
				return nil, fmt.Errorf("policy: %q: %w", line, err)
			}
			p.logs = append(p.logs, verifier)
		case words[0] == "witness" && len(words) >= 3:
			verifier, err := newWitness(words[2])
			if err != nil {
				return nil, fmt.Errorf("policy: %q: %w", line, err)
			}
			p.witnesses[words[1]] = verifier
		case words[0] == "group" && len(words) >= 4:
			g := group{name: words[1], members: words[3:]}
			switch words[2] {
			case "any":
				g.needed = 1
			case "all":
				g.needed = len(g.members)
			default:
				needed, err := strconv.Atoi(words[2])
				if err != nil || needed < 1 || needed > len(g.members) {
					return nil, fmt.Errorf("policy: %q", line)
				}
				g.needed = needed
			}
			p.groups = append(p.groups, g)
		case words[0] == "quorum" && len(words) == 2 && p.quorum == "":
			p.quorum = words[1]
		default:
			return nil, fmt.Errorf("policy: %q", line)
		}
	}
	if p.quorum == "" {
		return nil, errors.New("policy: no quorum")
	}
	return p, nil
}

// A witness's cosignature (C2SP tlog-cosignature, type 0x04), which x/mod does not know.
type witness struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newWitness(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, errors.New("no vkey")
	}
	typed, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(typed) != 1+ed25519.PublicKeySize || typed[0] != 4 {
		return nil, errors.New("no cosignature key")
	}
	id := sha256.Sum256(append([]byte(parts[0]+"\n"), typed...))
	if parts[1] != fmt.Sprintf("%x", id[:4]) {
		return nil, errors.New("the id is not the key's")
	}
	return &witness{parts[0], binary.BigEndian.Uint32(id[:4]), typed[1:]}, nil
}

func (w *witness) Name() string    { return w.name }
func (w *witness) KeyHash() uint32 { return w.hash }
func (w *witness) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(sig)
	return ed25519.Verify(w.key, []byte(fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, msg)), sig[8:])
}

type checkpoint struct {
	origin string
	size   int64
	root   tlog.Hash
	seen   int // witnesses
}

// note.Open is content with one known signature; whether they are the log's and a quorum is counted here.
func (p *trusted) open(signed []byte) (*checkpoint, error) {
	known := append([]note.Verifier{}, p.logs...)
	for _, w := range p.witnesses {
		known = append(known, w)
	}
	n, err := note.Open(signed, note.VerifierList(known...))
	if err != nil {
		return nil, err
	}
	for _, sig := range append(n.Sigs, n.UnverifiedSigs...) {
		if _, err := strict.DecodeString(sig.Base64); err != nil {
			return nil, err
		}
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) < 4 {
		return nil, errors.New("checkpoint: fewer than three lines")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return nil, errors.New("checkpoint: no size")
	}
	root, err := parseHash(lines[2])
	if err != nil {
		return nil, err
	}
	c := &checkpoint{origin: lines[0], size: size, root: root}
	byLog, standing := false, map[string]bool{"none": true}
	for _, sig := range n.Sigs {
		for _, log := range p.logs {
			byLog = byLog || sig.Name == log.Name() && sig.Hash == log.KeyHash() && sig.Name == c.origin
		}
		for name, w := range p.witnesses {
			if sig.Name == w.Name() && sig.Hash == w.KeyHash() && !standing[name] {
				standing[name] = true
				c.seen++
			}
		}
	}
	if !byLog {
		return nil, errors.New("checkpoint: no log of the policy signed it")
	}
	for _, g := range p.groups {
		count := 0
		for _, member := range g.members {
			if standing[member] {
				count++
			}
		}
		standing[g.name] = standing[g.name] || count >= g.needed
	}
	if !standing[p.quorum] {
		return nil, fmt.Errorf("checkpoint: %d witnesses are no quorum", c.seen)
	}
	return c, nil
}

// A receipt is a C2SP tlog-proof; its extra data bring the event and its salt.
func checkReceipt(p *trusted, file string) (string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	end := bytes.Index(text, []byte("\n\n"))
	if end < 0 {
		return "", errors.New("no blank line")
	}
	lines := strings.Split(string(text[:end]), "\n")
	if len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "extra ") || !strings.HasPrefix(lines[2], "index ") {
		return "", errors.New("no receipt")
	}
	index, err := strconv.ParseInt(lines[2][len("index "):], 10, 64)
	if err != nil || lines[2] != fmt.Sprintf("index %d", index) {
		return "", errors.New("no index")
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := parseHash(line)
		if err != nil {
			return "", err
		}
		proof = append(proof, hash)
	}
	c, err := p.open(text[end+2:])
	if err != nil {
		return "", err
	}
	entry, number, err := entryOf(lines[1][len("extra "):])
	if err != nil {
		return "", err
	}
	if index < 0 || index >= c.size {
		return "", errors.New("no such entry")
	}
	if err := tlog.CheckRecord(proof, c.size, c.root, index, tlog.RecordHash(entry)); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s is entry %d of %d, %d witnesses", number, index, c.size, c.seen), nil
}

// The log's entry, made from the event and its salt: a commitment and the public kind.
func entryOf(extra string) (entry []byte, number string, err error) {
	decoded, err := strict.DecodeString(extra)
	if err != nil {
		return nil, "", err
	}
	var brought struct {
		Event string            `json:"event"`
		Salt  string            `json:"salt"`
		Salts map[string]string `json:"salts,omitempty"`
	}
	if err := json.Unmarshal(decoded, &brought); err != nil {
		return nil, "", err
	}
	var again bytes.Buffer
	encoder := json.NewEncoder(&again)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(brought); err != nil || !bytes.Equal(bytes.TrimSuffix(again.Bytes(), []byte("\n")), decoded) {
		return nil, "", errors.New("extra data of another form")
	}
	salt, err := strict.DecodeString(brought.Salt)
	if err != nil || len(salt) != 32 {
		return nil, "", errors.New("no salt")
	}
	var event struct {
		K string
		F struct{ Number string }
	}
	if err := json.Unmarshal([]byte(brought.Event), &event); err != nil {
		return nil, "", err
	}
	commitment := sha256.Sum256(append(append([]byte("xf-event-v1\n"), salt...), brought.Event...))
	leaf := fmt.Sprintf(`{"c":"%s","k":"%s","v":1}`, base64.StdEncoding.EncodeToString(commitment[:]), event.K)
	return []byte(leaf), event.F.Number, nil
}

// A log in a folder (C2SP tlog-tiles): every entry, every tile, the root from the entries.
func checkLog(p *trusted, folder string) (string, error) {
	signed, err := os.ReadFile(filepath.Join(folder, "checkpoint"))
	if err != nil {
		return "", err
	}
	c, err := p.open(signed)
	if err != nil {
		return "", err
	}
	hashes, kinds := storage{}, map[string]int{}
	for first := int64(0); first < c.size; first += 1 << tileHeight {
		width := c.size - first
		if width > 1<<tileHeight {
			width = 1 << tileHeight
		}
		path := strings.Replace(pathOf(tlog.Tile{H: tileHeight, L: 0, N: first >> tileHeight, W: int(width)}), "tile/0/", "tile/entries/", 1)
		bundle, err := os.ReadFile(filepath.Join(folder, path))
		if err != nil {
			return "", err
		}
		for i := int64(0); i < width; i++ {
			if len(bundle) < 2 || len(bundle) < 2+int(binary.BigEndian.Uint16(bundle)) {
				return "", fmt.Errorf("%s is cut short", path)
			}
			entry := bundle[2 : 2+binary.BigEndian.Uint16(bundle)]
			bundle = bundle[2+len(entry):]
			var leaf struct{ K string }
			if err := json.Unmarshal(entry, &leaf); err != nil {
				return "", fmt.Errorf("entry %d: %w", first+i, err)
			}
			kinds[leaf.K]++
			stored, err := tlog.StoredHashes(first+i, entry, hashes)
			if err != nil {
				return "", err
			}
			for k, hash := range stored {
				hashes[tlog.StoredHashIndex(0, first+i)+int64(k)] = hash
			}
		}
		if len(bundle) != 0 {
			return "", fmt.Errorf("%s is too long", path)
		}
	}
	root, err := tlog.TreeHash(c.size, hashes)
	if err != nil {
		return "", err
	}
	if root != c.root {
		return "", fmt.Errorf("the entries make the root %v, the checkpoint says %v", root, c.root)
	}
	tiles, count := tlog.NewTiles(tileHeight, 0, c.size), 0
	for i, tile := range tiles {
		// Of a partial tile x/mod names every width it had; the widest holds them all.
		if i+1 < len(tiles) && tiles[i+1].L == tile.L && tiles[i+1].N == tile.N {
			continue
		}
		count++
		expected, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			return "", err
		}
		found, err := os.ReadFile(filepath.Join(folder, pathOf(tile)))
		if err != nil {
			return "", err
		}
		if !bytes.Equal(found, expected) {
			return "", fmt.Errorf("%s is not made from the entries", pathOf(tile))
		}
	}
	return fmt.Sprintf("%d entries, %d tiles, %d witnesses, kinds %v", c.size, count, c.seen, kinds), nil
}

// x/mod names the height in the path; C2SP's is always 8.
func pathOf(tile tlog.Tile) string { return strings.Replace(tile.Path(), "tile/8/", "tile/", 1) }

type storage map[int64]tlog.Hash

func (s storage) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hash, ok := s[index]
		if !ok {
			return nil, fmt.Errorf("no hash %d", index)
		}
		hashes[i] = hash
	}
	return hashes, nil
}
