#!/usr/bin/env python3
"""Makes data/dictionary/words.bin from the wheel of pyopenjtalk-plus (or from a folder with a compiled MeCab dictionary).

    python3 script/dictionary.py WHEEL_OR_FOLDER [OUT_FOLDER]

The compiled dictionary (sys.dic, matrix.bin, unk.dic, char.bin) is turned back into entries, which are packed column by column
(xz); `text::words::Packed` reads them. Standard library only; the same wheel gives the same bytes. The layout stands in
data/dictionary/README.md.
"""
import array, collections, hashlib, io, lzma, os, struct, sys, zipfile, zlib

OUT = os.path.join(os.path.dirname(__file__), '..', 'data', 'dictionary')
MAGIC = b'Engawa words 1\n'
END, ESCAPE, SAME = 0x60, 0x61, 0x62  # in columns of kana; below END stand U+30A0 to U+30FF


def opener(source):
    """A function that gives the bytes of a file of the dictionary."""
    if os.path.isdir(source):
        return lambda name: open(os.path.join(source, name), 'rb').read()
    wheel = zipfile.ZipFile(source)
    return lambda name: wheel.read(next(x for x in wheel.namelist() if x.endswith('/dictionary/' + name)))


def entries(dic):
    """(surface, left id, right id, cost, features) of every entry of a compiled MeCab dictionary: walks its double array."""
    _, _, _, _, _, _, dsize, tsize, fsize, _ = struct.unpack_from('<10I', dic, 0)
    encoding = dic[40:72].split(b'\0')[0].decode().lower()
    at = 72
    double = array.array('i')
    double.frombytes(dic[at:at + dsize])
    base, check = double[0::2], double[1::2]
    tokens = list(struct.iter_unpack('<HHHhII', dic[at + dsize:at + dsize + tsize]))
    features = dic[at + dsize + tsize:at + dsize + tsize + fsize]
    children = collections.defaultdict(list)
    for i, parent in enumerate(check):
        if parent or i == base[0]:
            children[parent].append(i)
    todo = [(base[0], b'')]
    while todo:
        node, key = todo.pop()
        for i in children.get(node, ()):
            step = i - node
            if step == 0 and base[i] < 0:
                value = -base[i] - 1
                for left, right, _, cost, feature, _ in tokens[value >> 8:(value >> 8) + (value & 255)]:
                    text = features[feature:features.index(b'\0', feature)].decode(encoding)
                    yield key.decode(encoding), left, right, cost, text.split(',')
            elif 0 < step <= 256:
                todo.append((base[i], key + bytes([step - 1])))


def character_rules(table):
    """char.def of a compiled char.bin."""
    count, = struct.unpack_from('<I', table)
    names = [table[4 + 32 * i:36 + 32 * i].split(b'\0')[0].decode() for i in range(count)]
    info = struct.unpack_from('<65535I', table, 4 + 32 * count)
    rules = {}
    for value in info:
        rules.setdefault(value >> 18 & 255, (value >> 31, value >> 30 & 1, value >> 26 & 15))
    lines = ['%s %d %d %d' % ((name,) + rules.get(i, (0, 1, 0))) for i, name in enumerate(names)]
    start = 0
    for i in range(1, 65536):
        if i == 65535 or info[i] & 0x3ffffff != info[start] & 0x3ffffff:
            value = info[start]
            kind = value >> 18 & 255
            kinds = [names[kind]] + [names[k] for k in range(count) if value >> k & 1 and k != kind]
            if kinds != ['DEFAULT']:
                lines.append('0x%04X..0x%04X %s' % (start, i - 1, ' '.join(kinds)))
            start = i
    return '\n'.join(lines) + '\n'


def katakana(text):
    return ''.join(chr(ord(c) + 0x60) if 'ぁ' <= c <= 'ゖ' else c for c in text)


def kana(text):
    """Katakana in one byte each; anything else escaped, in UTF-8."""
    coded = bytearray()
    for c in text:
        if '\u30a0' <= c <= '\u30ff':
            coded.append(ord(c) - 0x30a0)
        else:
            coded.append(ESCAPE)
            coded += c.encode()
    coded.append(END)
    return bytes(coded)


def shared(one, other):
    n = 0
    while n < min(len(one), len(other)) and one[n] == other[n]:
        n += 1
    return n


def numbers(values, kind='H'):
    """Numbers of two bytes, low bytes first and then the high ones: each half packs better alone."""
    plain = struct.pack('<%d%s' % (len(values), kind), *values)
    return plain[0::2] + plain[1::2]


def columns(get):
    """The columns in the order in which `text::words` reads them, and the number of entries."""
    rows = sorted(entries(get('sys.dic')))
    unknown = sorted(entries(get('unk.dic')))
    speech, endings = {}, {('', 0): 0}
    index = lambda table, key: table.setdefault(key, len(table))
    surfaces, kept, classes, costs, bases = io.BytesIO(), bytearray(), [], [], []
    readings, sounds = io.BytesIO(), io.BytesIO()
    before = b''
    for surface, left, right, cost, features in rows:
        raw = surface.encode()
        same = min(shared(before, raw), 255)
        kept.append(same)
        surfaces.write(raw[same:] + b'\n')
        before = raw
        base, reading, sound = features[6:9]
        classes.append(index(speech, (left, right, ','.join(features[:6]))))
        costs.append(cost)
        stem = shared(surface, base)
        bases.append(index(endings, (base[stem:], len(surface) - stem)))
        readings.write(bytes([SAME]) if reading == katakana(surface) else kana(reading))
        sounds.write(bytes([SAME]) if sound == reading else kana(sound))
    for category, left, right, _, features in unknown:
        index(speech, (left, right, ','.join(features[:6])))
    left, right = struct.unpack_from('<HH', get('matrix.bin'))
    cells = array.array('h')
    cells.frombytes(get('matrix.bin')[4:4 + 2 * left * right])
    if left * right != len(cells):
        raise SystemExit('matrix.bin is cut off')
    lines = lambda rows: '\n'.join(','.join(map(str, row)) for row in rows).encode()
    return len(rows), [
        lines((x, y, z) for x, y, z in speech),
        lines((drop, suffix) for suffix, drop in endings),
        lines((c, index(speech, (x, y, ','.join(f[:6]))), cost) for c, x, y, cost, f in unknown),
        character_rules(get('char.bin')).encode(),
        struct.pack('<HH', left, right) + numbers(cells, 'h'),
        bytes(kept), surfaces.getvalue(), numbers(classes), numbers(costs, 'h'), numbers(bases),
        readings.getvalue(), sounds.getvalue(),
    ]


def packed(column):
    """The smaller of a few settings of xz."""
    tries = [{'lc': lc, 'lp': lp, 'pb': pb} for lc, lp, pb in [(3, 0, 0), (4, 0, 0), (0, 0, 0), (2, 0, 2)]]
    filters = lambda t: [{'id': lzma.FILTER_LZMA2, 'preset': 9 | lzma.PRESET_EXTREME, 'dict_size': 1 << 25, **t}]
    return min((lzma.compress(column, lzma.FORMAT_XZ, lzma.CHECK_CRC32, None, filters(t)) for t in tries), key=len)


def main(source, out=OUT):
    count, plain = columns(opener(source))
    small = [packed(column) for column in plain]
    for column, pack in zip(plain, small):
        print(len(column), len(pack))
    head = MAGIC + struct.pack('<II', count, len(plain)) + b''.join(struct.pack('<II', len(a), len(b)) for a, b in zip(plain, small))
    whole = head + b''.join(small)
    os.makedirs(out, exist_ok=True)
    with open(os.path.join(out, 'words.bin'), 'wb') as file:
        file.write(whole)
    with open(os.path.join(out, 'manifest.toml'), 'w', encoding='utf-8') as file:
        file.write('# Written by script/dictionary.py.\n')
        file.write(f'entries = {count}\nbytes = {len(whole)}\ncrc32 = "{zlib.crc32(whole):08x}"\nsha256 = "{hashlib.sha256(whole).hexdigest()}"\n')
    print(count, 'entries,', len(whole), 'bytes')


if __name__ == '__main__':
    main(*sys.argv[1:])
