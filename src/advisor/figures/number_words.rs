//! Numbers in words: English, Hindi and Hinglish cardinals with hundred, thousand, lakh, crore and million.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::pieces::Pieces;

/// Words of one number each, parted by `|` into English, Hindi and Hinglish ways of writing it.
const UNITS: [(&str, f64); 101] = [
    ("zero|शून्य|shunya", 0.0),
    ("one|एक|ek", 1.0),
    ("two|दो", 2.0),
    ("three|तीन|teen", 3.0),
    ("four|चार|char|chaar", 4.0),
    ("five|पांच|पाँच|paanch|panch", 5.0),
    ("six|छह|छः|छे|chhah|chhe|cheh", 6.0),
    ("seven|सात|saat", 7.0),
    ("eight|आठ|aath", 8.0),
    ("nine|नौ|nau", 9.0),
    ("ten|दस|das", 10.0),
    ("eleven|ग्यारह|gyarah", 11.0),
    ("twelve|बारह|barah|baarah", 12.0),
    ("thirteen|तेरह|terah", 13.0),
    ("fourteen|चौदह|chaudah", 14.0),
    ("fifteen|पंद्रह|पन्द्रह|pandrah", 15.0),
    ("sixteen|सोलह|solah", 16.0),
    ("seventeen|सत्रह|satrah", 17.0),
    ("eighteen|अठारह|atharah", 18.0),
    ("nineteen|उन्नीस|unnis", 19.0),
    ("twenty|बीस|bees", 20.0),
    ("इक्कीस|ikkis", 21.0),
    ("बाईस|बाइस|bais", 22.0),
    ("तेईस|teis", 23.0),
    ("चौबीस|chaubis", 24.0),
    ("पच्चीस|pachchis|pachees|pachis", 25.0),
    ("छब्बीस|chhabbis", 26.0),
    ("सत्ताईस|sattais", 27.0),
    ("अट्ठाईस|atthais", 28.0),
    ("उनतीस|untis", 29.0),
    ("thirty|तीस|tees", 30.0),
    ("पैंतीस|paintis", 35.0),
    ("छत्तीस|chhattis", 36.0),
    ("forty|fourty|चालीस|chalis|chaalis", 40.0),
    ("पैंतालीस|paintalis", 45.0),
    ("अड़तालीस|अडतालीस|adtalis", 48.0),
    ("fifty|पचास|pachas|pachaas", 50.0),
    ("पचपन|pachpan", 55.0),
    ("sixty|साठ|saath", 60.0),
    ("पैंसठ|painsath", 65.0),
    ("seventy|सत्तर|sattar", 70.0),
    ("पचहत्तर|pachhattar", 75.0),
    ("eighty|अस्सी|assi", 80.0),
    ("पचासी|pachasi", 85.0),
    ("ninety|नब्बे|nabbe", 90.0),
    ("पचानवे|pachanve", 95.0),
    ("इकतीस|ikattis|iktees|ikatis", 31.0),
    ("बत्तीस|battis|battees", 32.0),
    ("तैंतीस|taintis|taintees", 33.0),
    ("चौंतीस|chauntis|chautees", 34.0),
    ("सैंतीस|saintis", 37.0),
    ("अड़तीस|अडतीस|adtis|artis", 38.0),
    ("उनतालीस|untalis", 39.0),
    ("इकतालीस|iktalis", 41.0),
    ("बयालीस|bayalis", 42.0),
    ("तैंतालीस|taintalis", 43.0),
    ("चौवालीस|चवालीस|chauvalis|chavalis", 44.0),
    ("छियालीस|chhiyalis", 46.0),
    ("सैंतालीस|saintalis", 47.0),
    ("उनचास|unchas", 49.0),
    ("इक्यावन|ikyavan|ikyawan", 51.0),
    ("बावन|bavan|bawan", 52.0),
    ("तिरपन|tirpan", 53.0),
    ("चौवन|chauvan|chauwan", 54.0),
    ("छप्पन|chhappan", 56.0),
    ("सत्तावन|sattavan|sattawan", 57.0),
    ("अट्ठावन|अठावन|atthavan|athawan", 58.0),
    ("उनसठ|unsath", 59.0),
    ("इकसठ|iksath", 61.0),
    ("बासठ|basath", 62.0),
    ("तिरसठ|tirsath", 63.0),
    ("चौंसठ|चौसठ|chaunsath", 64.0),
    ("छियासठ|chhiyasath", 66.0),
    ("सड़सठ|सडसठ|sadsath", 67.0),
    ("अड़सठ|अडसठ|adsath", 68.0),
    ("उनहत्तर|unhattar", 69.0),
    ("इकहत्तर|ikhattar", 71.0),
    ("बहत्तर|bahattar", 72.0),
    ("तिहत्तर|tihattar", 73.0),
    ("चौहत्तर|chauhattar", 74.0),
    ("छिहत्तर|chhihattar", 76.0),
    ("सतहत्तर|satahattar", 77.0),
    ("अठहत्तर|athahattar", 78.0),
    ("उन्यासी|उनासी|unasi", 79.0),
    ("इक्यासी|ikyasi", 81.0),
    ("बयासी|bayasi", 82.0),
    ("तिरासी|tirasi", 83.0),
    ("चौरासी|chaurasi", 84.0),
    ("छियासी|chhiyasi", 86.0),
    ("सत्तासी|sattasi", 87.0),
    ("अट्ठासी|अठासी|atthasi", 88.0),
    ("नवासी|navasi", 89.0),
    ("इक्यानवे|ikyanve", 91.0),
    ("बानवे|banve", 92.0),
    ("तिरानवे|tiranve", 93.0),
    ("चौरानवे|chauranve", 94.0),
    ("छियानवे|chhiyanve", 96.0),
    ("सत्तानवे|sattanve", 97.0),
    ("अट्ठानवे|अठानवे|atthanve", 98.0),
    ("निन्यानवे|ninyanve", 99.0),
    ("dedh|डेढ|डेढ़", 1.5),
];

/// What multiplies the number before it.
const SCALES: [(&str, f64); 5] = [
    ("hundred|hundreds|सौ|sau", 1e2),
    ("thousand|thousands|k|हजार|हज़ार|hazaar|hazar|hajar|hajaar", 1e3),
    ("lakh|lakhs|lac|lacs|l|laakh|लाख", 1e5),
    ("million|millions|m|mn|mio", 1e6),
    ("crore|crores|cr|crs|karod|करोड|करोड़", 1e7),
];

/// Halves and quarters before a scale: `dhai lakh`, `sadhe teen hazaar`.
const FRACTIONS: [(&str, f64); 4] =
    [("dhai|ढाई|adhai", 2.5), ("sadhe|साढे|साढ़े|saadhe|saade|sade|saadhey|sarhe", 0.5), ("sava|सवा|sawa", 0.25), ("paune|पौने", -0.25)];

type Numbers = BTreeMap<&'static str, f64>;

static UNIT_WORDS: LazyLock<Numbers> = LazyLock::new(|| by_word(&UNITS));
static SCALE_WORDS: LazyLock<Numbers> = LazyLock::new(|| by_word(&SCALES));
static FRACTION_WORDS: LazyLock<Numbers> = LazyLock::new(|| by_word(&FRACTIONS));

fn by_word(table: &[(&'static str, f64)]) -> Numbers {
    table.iter().flat_map(|(names, value)| names.split('|').map(|name| (name, *value))).collect()
}

/// What a scale word multiplies with.
pub(super) fn scale_of(word: &str) -> Option<f64> {
    SCALE_WORDS.get(word).copied()
}

/// Whether a scale is one that is written out: `k`, `l` and `m` are too short to mean it alone.
pub(super) fn is_scale_word(word: &str) -> bool {
    word.chars().count() > 1 && scale_of(word).is_some()
}

/// What a word of halves and quarters adds to the number behind it: `saade`, `paune`.
pub(super) fn fraction_of(word: &str) -> Option<f64> {
    FRACTION_WORDS.get(word).copied().filter(|fraction| *fraction < 1.0)
}

/// The number in words that begins here, and the first piece behind it: `twelve thousand five hundred`.
pub(super) fn number_at(pieces: &Pieces, start: usize) -> Option<(f64, usize)> {
    let (mut total, mut part, mut bias) = (0.0, None, 0.0);
    let (mut place, mut end) = (start, start);
    loop {
        let word = pieces.word(place);
        if let Some(value) = unit(pieces, place) {
            // `five six` are two numbers, `twenty five` and `hundred five` one.
            if part.is_some_and(|so_far: f64| !may_follow(so_far, value)) {
                break;
            }
            part = Some(part.unwrap_or(0.0) + value);
        } else if let Some(value) = FRACTION_WORDS.get(word).copied() {
            if value > 1.0 { part = Some(part.unwrap_or(0.0) + value) } else { bias = value }
        } else if let Some(scale) =
            scale_of(word).filter(|_| is_scale_word(word) && (part.is_some() || end == start && bias == 0.0 && is_article(pieces, start)))
        {
            let factor = part.unwrap_or(1.0) + bias;
            bias = 0.0;
            if scale > 100.0 {
                (total, part) = (total + factor * scale, None);
            } else {
                part = Some(factor * scale);
            }
        } else if (matches!(word, "and" | "aur" | "और") && end > start && continues(pieces, place + 1))
            || (pieces.is_sign(place, '-') && end > start && continues(pieces, place + 1) && pieces.is_tight(place))
        {
            place += 1;
            continue;
        } else {
            break;
        }
        place += 1;
        end = place;
    }
    // `saade chhe` is half past six; `saade` alone is nothing.
    (end > start && (bias == 0.0 || part.is_some())).then_some((total + part.unwrap_or(0.0) + bias, end))
}

/// One number; the Hinglish `do` (two) only where a Hindi unit follows, for it is English too.
fn unit(pieces: &Pieces, place: usize) -> Option<f64> {
    let counts = |word: &str| {
        scale_of(word).is_some()
            || matches!(word, "din" | "dino" | "mahine" | "mahina" | "hafte" | "kist" | "kisht" | "kishton" | "ghante" | "baje")
    };
    match pieces.word(place) {
        "do" if counts(pieces.word(place + 1)) => Some(2.0),
        word => UNIT_WORDS.get(word).copied(),
    }
}

fn may_follow(so_far: f64, value: f64) -> bool {
    let is_after_tens = (20.0..100.0).contains(&so_far) && so_far % 10.0 == 0.0 && value < 10.0;
    is_after_tens || (so_far >= 100.0 && value < 100.0 && so_far % 100.0 == 0.0)
}

fn continues(pieces: &Pieces, place: usize) -> bool {
    UNIT_WORDS.contains_key(pieces.word(place))
}

/// `a hundred`, `a lakh`.
fn is_article(pieces: &Pieces, place: usize) -> bool {
    matches!(pieces.word_before(place, 1), "a" | "an")
}
