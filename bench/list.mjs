// Invented lists in the shape of the national one, for measuring where the real ones are not at hand. Nothing in them is a real
// office: the names count up, the numbers begin with 99, a prefecture that does not exist. The places are real municipalities,
// because finding them is part of the work that is measured.
import fs from 'node:fs';

const COLUMNS = [
  '都道府県コード又は市区町村コード', 'NO（※システム内の固有の番号、連番）', '指定機関名', '法人の名称', '法人の名称_かな', '法人番号', '法人住所（市区町村）',
  '法人住所（番地以降）', '法人電話番号', '法人FAX番号', '法人URL', 'サービス種別', '事業所の名称', '事業所の名称_かな', '事業所番号', '事業所住所（市区町村）',
  '事業所住所（番地以降）', '事業所電話番号', '事業所FAX番号', '事業所URL', '事業所緯度', '事業所経度', '利用可能な時間帯（平日）', '利用可能な時間帯（土曜）',
  '利用可能な時間帯（日曜）', '利用可能な時間帯（祝日）', '定休日', '利用可能曜日特記事項（留意事項）', '定員',
];
const PLACES = [
  ['01100', '札幌市', '北海道札幌市北区'], ['13000', '東京都', '東京都練馬区'], ['14100', '横浜市', '神奈川県横浜市中区'], ['27100', '大阪市', '大阪府大阪市北区'],
  ['40000', '福岡県', '福岡県飯塚市'], ['47000', '沖縄県', '沖縄県那覇市'], ['15000', '新潟県', '新潟県長岡市'], ['34100', '広島市', '広島県広島市中区'],
];

/** The check digit of a 法人番号: 9 less the weighted sum modulo 9. */
function corporation(number) {
  const digits = String(200000000000 + number);
  const sum = [...digits].reverse().reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 2), 0);
  return `${9 - (sum % 9)}${digits}`;
}

/** Writes `rows` rows and returns the path. Every sixth office has two dwellings, so two rows with one number. */
export function writeList(path, rows, service, first) {
  const lines = [COLUMNS];
  for (let row = 0; row < rows; row += 1) {
    const office = row - Math.floor(row / 6);
    const [code, authority, place] = PLACES[office % PLACES.length];
    const number = `99${first}${String(office).padStart(6, '0')}0`;
    lines.push([
      code, `A${first}${String(row).padStart(9, '0')}`, authority, `社会福祉法人　測定会${office}`, `しゃかいふくしほうじんそくていかい${office}`, corporation(office * 10 + first),
      place, `測定町${row % 90}番地`, '000-0000-0000', '000-0000-0001', '', service, `測定の家${row}`, `そくていのいえ${row}`, number, place, `測定町${row % 90}番地`,
      '000-0000-0000', '', '', '', '', '', '', '', '', '', '', String(4 + (row % 7)),
    ]);
  }
  const quoted = lines.map((line) => line.map((value) => `"${value}"`).join(',')).join('\r\n');
  fs.writeFileSync(path, `\uFEFF${quoted}\r\n`);
  return path;
}
