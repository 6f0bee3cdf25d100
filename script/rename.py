#!/usr/bin/env python3
"""Gives the people of training sentences other names, so that the reader of names learns from what stands around them.

    python3 script/rename.py SENTENCES.jsonl NAMES_FOLDER JAMDICT.db COPIES OUT.jsonl

Lines are {"id", "text", "spans": [{"start", "end", "label"}]}. NAMES_FOLDER and JAMDICT.db as for script/names.py. A kanji name
becomes another kanji name of the same shape, a part of a katakana name another part; one in five is a name that no list has.
The same arguments give the same sentences. Standard library only.
"""
import csv, json, os, random, re, sqlite3, sys

KANJI, KATAKANA, PART = re.compile(r'[一-鿿々ヶ]+'), re.compile(r'[ァ-ヺー・＝=]+'), re.compile(r'[ァ-ヺー]+')


def column(folder, name, key):
    with open(os.path.join(folder, name), encoding='utf-8-sig', newline='') as file:
        return [row[key] for row in csv.DictReader(file)]


class Names:
    def __init__(self, folder, database, chance):
        self.chance = chance
        kanji = lambda names: [name for name in names if KANJI.fullmatch(name)]
        self.surnames = kanji(column(folder, 'jpnd_surnames.csv', 'kanji')) * 4 + kanji(column(folder, 'ipadic_surnames.csv', 'surface'))
        self.given = kanji(column(folder, 'ipadic_given_names.csv', 'surface'))
        self.given += kanji('|'.join(column(folder, 'jpnd_given_names.csv', 'kanji_variants')).split('|'))
        self.known = set(self.surnames) | set(self.given)
        self.only_given = set(self.given) - set(self.surnames)
        query = '''select distinct n.text from NEKana n join NETranslation t on t.idseq = n.idseq join NETransType y on y.tid = t.ID
                   where y.text in ('surname', 'given', 'fem', 'masc', 'unclass') order by n.text'''
        parts = [row[0] for row in sqlite3.connect(database).execute(query)]
        self.parts = [part for part in parts if PART.fullmatch(part) and 2 <= len(part) <= 8]

    def odd(self, one, other):
        """A name that no list has: the beginning of one and the end of another."""
        return one[:max(1, len(one) // 2)] + other[len(other) // 2:]

    def kanji(self, pool):
        pick = self.chance.choice(pool)
        return self.odd(pick, self.chance.choice(pool)) if self.chance.random() < .2 and len(pick) > 1 else pick

    def part(self, _):
        pick = self.chance.choice(self.parts)
        return self.odd(pick, self.chance.choice(self.parts)) if self.chance.random() < .2 else pick

    def other(self, name):
        if KATAKANA.fullmatch(name):
            return PART.sub(self.part, name)
        if KANJI.fullmatch(name) and len(name) > 1:
            if len(name) == 2 or name in self.known:
                return self.kanji(self.given if name in self.only_given else self.surnames)
            return self.kanji(self.surnames) + (self.kanji(self.given) if len(name) > 2 else '')
        return name


def main(sentences, folder, database, copies, out):
    chance = random.Random(5)
    names = Names(folder, database, chance)
    with open(sentences, encoding='utf-8') as file, open(out, 'w', encoding='utf-8') as target:
        rows = [json.loads(line) for line in file]
        for copy in range(int(copies)):
            for row in rows:
                spans = sorted((s for s in row['spans'] if s['label'].lower().startswith('person')), key=lambda s: s['start'])
                if not spans:
                    continue
                text, moved, at, given = '', [], 0, {}
                for span in spans:
                    old = row['text'][span['start']:span['end']]
                    new = given.setdefault(old, names.other(old) if chance.random() < .9 else old)
                    text += row['text'][at:span['start']]
                    moved.append({'start': len(text), 'end': len(text) + len(new), 'label': span['label']})
                    text += new
                    at = span['end']
                target.write(json.dumps({'id': row['id'], 'text': text + row['text'][at:], 'spans': moved}, ensure_ascii=False) + '\n')


if __name__ == '__main__':
    main(*sys.argv[1:])
