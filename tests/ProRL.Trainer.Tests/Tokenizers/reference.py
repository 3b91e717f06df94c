"""Byte-level BPE as tokenizer.json describes it, without packages: the published split patterns are followed by hand.

Usage: reference.py TOKENIZER_JSON < texts.json > ids.json, both lists.
"""

import json
import sys
import unicodedata

BLANKS = set("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | {chr(c) for c in range(0x2000, 0x200B)}


def letter(c):
    return unicodedata.category(c)[0] == "L"


def number(c):
    return unicodedata.category(c)[0] == "N"


def run(text, at, holds):
    while at < len(text) and holds(text[at]):
        at += 1
    return at


def next_end(text, at, digits):
    """Where the piece that begins at `at` ends: the alternatives of the pattern in their order."""
    c = text[at]
    if c == "'":
        for short in ("s", "t", "re", "ve", "m", "ll", "d"):
            if text[at + 1 : at + 1 + len(short)].lower() == short:
                return at + 1 + len(short)
    if letter(c):
        return run(text, at, letter)
    if c not in "\r\n" and not number(c) and at + 1 < len(text) and letter(text[at + 1]):
        return run(text, at + 1, letter)
    if number(c):
        return min(run(text, at, number), at + digits)
    mark = at + 1 if c == " " else at
    end = run(text, mark, lambda x: x not in BLANKS and not letter(x) and not number(x))
    if end > mark:
        return run(text, end, lambda x: x in "\r\n")
    end = run(text, at, lambda x: x in BLANKS)
    lines = [i for i in range(at, end) if text[i] in "\r\n"]
    if lines:
        return lines[-1] + 1
    return end - 1 if end < len(text) and end - at > 1 else end


def byte_letters():
    shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {b: chr(b) for b in shown}
    for b in range(256):
        if b not in letters:
            letters[b] = chr(256 + len(letters) - len(shown))
    return letters


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        data = json.load(file)
    model = data["model"]
    vocabulary = model["vocab"]
    pairs = [tuple(m.split(" ")) if isinstance(m, str) else tuple(m) for m in model["merges"]]
    ranks = {pair: rank for rank, pair in enumerate(pairs)}
    letters = byte_letters()
    pattern = data["pre_tokenizer"]["pretokenizers"][0]["pattern"]["Regex"]
    digits = 3 if "{1,3}" in pattern else 1
    added = sorted(((t["content"], t["id"]) for t in data["added_tokens"]), key=lambda t: -len(t[0]))

    def merge(piece):
        word = [letters[b] for b in piece.encode("utf-8")]
        whole = "".join(word)
        if model["ignore_merges"] and whole in vocabulary:
            return [vocabulary[whole]]
        while len(word) > 1:
            best = min(range(len(word) - 1), key=lambda i: ranks.get((word[i], word[i + 1]), len(ranks)))
            if (word[best], word[best + 1]) not in ranks:
                break
            word[best : best + 2] = [word[best] + word[best + 1]]
        return [vocabulary[w] for w in word]

    def plain(text):
        if data["normalizer"]:
            text = unicodedata.normalize("NFC", text)
        at, ids = 0, []
        while at < len(text):
            end = next_end(text, at, digits)
            ids += merge(text[at:end])
            at = end
        return ids

    def encode(text):
        at, start, ids = 0, 0, []
        while at < len(text):
            found = next(((c, i) for c, i in added if text.startswith(c, at)), None)
            if found is None:
                at += 1
                continue
            ids += [*plain(text[start:at]), found[1]]
            at = start = at + len(found[0])
        return ids + plain(text[start:])

    json.dump([encode(text) for text in json.load(sys.stdin)], sys.stdout)


main()
