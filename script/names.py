#!/usr/bin/env python3
"""Makes the lists of names that `privacy::names` looks words up in (data/names).

    python3 script/names.py SURNAMES_AND_GIVEN_NAMES_FOLDER MUNICIPALITIES.csv JAMDICT.db
    python3 script/names.py --pack BODY OUT                     compresses what script/train made

The folder holds ipadic_surnames.csv, ipadic_given_names.csv (mecab-ipadic), jpnd_surnames.csv, jpnd_given_names.csv
(japanese-personal-name-dataset) and surname_ambiguity.csv; JAMDICT.db is the database of PyPI's jamdict-data 1.5, of which only
JMnedict is used. Words are kept as hashes of 32 bits with marks: lists that answer, but cannot be read. JMnedict, whose licence
asks for it, is kept in a file of its own. Standard library only; the layout stands in data/names/README.md.
"""
import collections, csv, lzma, os, sqlite3, struct, sys, unicodedata

OUT = os.path.join(os.path.dirname(__file__), '..', 'data', 'names')
MAGIC = b'Engawa names 1\n'
SURNAME, GIVEN, COMMON_SURNAME, COMMON_GIVEN, WORD, PLACE = 1, 2, 4, 8, 16, 32  # names.bin
SURNAMES, GIVENS, FOREIGN, PERSON, UNCLASS, PLACES, ORGANISATION = 1, 2, 4, 8, 16, 32, 64  # jmnedict.bin


def hashed(word):
    """FNV-1a of 32 bits over UTF-8, as in `privacy::names::lists`."""
    value = 0x811c9dc5
    for byte in word.encode():
        value = (value ^ byte) * 0x01000193 & 0xffffffff
    return value


def varint(number):
    out = bytearray()
    while number >= 128:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def katakana(text):
    return ''.join(chr(ord(c) + 0x60) if 'ぁ' <= c <= 'ゖ' else c for c in text)


def write(name, marks):
    table = collections.defaultdict(int)
    for word, mark in marks.items():
        table[hashed(unicodedata.normalize('NFKC', word))] |= mark
    keys = sorted(table)
    gaps = b''.join(varint(key - before) for before, key in zip([0] + keys, keys))
    pack(os.path.join(OUT, name), struct.pack('<I', len(keys)) + bytes(table[key] for key in keys) + gaps)


def pack(path, body):
    """Writes a body in the frame that `privacy::names::lists` reads."""
    filters = [{'id': lzma.FILTER_LZMA2, 'preset': 9 | lzma.PRESET_EXTREME, 'lc': 0, 'lp': 0, 'pb': 0}]
    whole = MAGIC + struct.pack('<I', len(body)) + lzma.compress(body, lzma.FORMAT_XZ, lzma.CHECK_CRC32, None, filters)
    with open(path, 'wb') as file:
        file.write(whole)
    print(os.path.basename(path), struct.unpack_from('<I', body)[0], 'entries', len(whole), 'bytes')


def rows(*path):
    with open(os.path.join(*path), encoding='utf-8-sig', newline='') as file:
        yield from csv.DictReader(file)


def own(folder, municipalities):
    marks = collections.defaultdict(int)
    for row in rows(folder, 'ipadic_surnames.csv'):
        marks[row['surface']] |= SURNAME | (COMMON_SURNAME if int(row['mecab_cost']) < 7800 else 0)
    for row in rows(folder, 'ipadic_given_names.csv'):
        marks[row['surface']] |= GIVEN | (COMMON_GIVEN if int(row['mecab_cost']) < 9200 else 0)
    for row in rows(folder, 'jpnd_surnames.csv'):
        marks[row['kanji']] |= SURNAME | COMMON_SURNAME
        marks[row['kana']] |= SURNAME
        marks[katakana(row['kana'])] |= SURNAME
    for row in rows(folder, 'jpnd_given_names.csv'):
        for kanji in filter(None, row['kanji_variants'].split('|')):
            marks[kanji] |= GIVEN | (COMMON_GIVEN if row['popular'] == '1' else 0)
        marks[row['kana']] |= GIVEN
        marks[katakana(row['kana'])] |= GIVEN
    for row in rows(folder, 'surname_ambiguity.csv'):
        if row['is_common_noun'] == '1':
            marks[row['surname']] |= WORD
        if row['is_municipality_stem'] == '1' or row['is_place_word'] == '1':
            marks[row['surname']] |= PLACE
    for row in rows(municipalities):
        for name in {row['name'], row['pref_name'], row['county']} - {''}:
            marks[name] |= PLACE
            marks[name[:-1]] |= PLACE
    return marks


def jmnedict(path):
    marks = collections.defaultdict(int)
    kinds = {'surname': SURNAMES, 'given': GIVENS, 'fem': GIVENS, 'masc': GIVENS, 'person': PERSON, 'unclass': UNCLASS, 'place': PLACES,
             'station': PLACES, 'organization': ORGANISATION, 'company': ORGANISATION, 'product': ORGANISATION, 'work': ORGANISATION}
    db = sqlite3.connect(path)
    kanji = 'select n.text, y.text from NEKanji n join NETranslation t on t.idseq = n.idseq join NETransType y on y.tid = t.ID'
    kana = '''select n.text, y.text from NEKana n join NETranslation t on t.idseq = n.idseq join NETransType y on y.tid = t.ID
              where not exists (select 1 from NEKanji k where k.idseq = n.idseq)'''
    for query in kanji, kana:
        for word, kind in db.execute(query):
            if kind not in kinds or len(word) > 12:
                continue
            foreign = all('ァ' <= c <= 'ヺ' or c in 'ー・' for c in word) and kinds[kind] in (SURNAMES, GIVENS, PERSON)
            marks[word] |= kinds[kind] | (FOREIGN if foreign else 0)
            if foreign and '・' in word:
                for part in word.split('・'):
                    marks[part] |= FOREIGN
    return {word: mark for word, mark in marks.items() if word and not (len(word) == 1 and mark == UNCLASS)}


if __name__ == '__main__':
    if sys.argv[1] == '--pack':
        pack(sys.argv[3], open(sys.argv[2], 'rb').read())
        sys.exit()
    os.makedirs(OUT, exist_ok=True)
    write('names.bin', own(sys.argv[1], sys.argv[2]))
    os.makedirs(os.path.join(OUT, 'jmnedict'), exist_ok=True)
    write('jmnedict/names.bin', jmnedict(sys.argv[3]))
