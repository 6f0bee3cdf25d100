//! The text of a PDF, as its pages draw it.

/// What was read.
#[derive(Debug, Default)]
pub struct Words {
    /// All of it.
    pub text: String,
    last: Option<([f64; 2], f64)>,
}

impl Words {
    /// A new page.
    pub fn page(&mut self, number: usize) {
        self.end_line();
        self.last = None;
        self.text.push_str(&format!("【{number}ページ】\n"));
    }

    /// A run of letters that begins at a point, along a direction (both in the space of the page), with letters so large. A line
    /// ends where the next run does not stand on it.
    pub fn run(&mut self, letters: &str, at: [f64; 2], along: [f64; 2], size: f64) {
        if letters.is_empty() {
            return;
        }
        if let Some((last, last_size)) = self.last {
            let length = along[0].hypot(along[1]).max(f64::MIN_POSITIVE);
            let beside = ((at[0] - last[0]) * -along[1] + (at[1] - last[1]) * along[0]).abs() / length;
            let is_word = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
            if !beside.is_finite() || beside > 0.6 * size.max(last_size).max(1.0) {
                self.end_line();
            } else if at != last && is_word(self.text.chars().next_back()) && is_word(letters.chars().next()) {
                self.text.push(' ');
            }
        }
        self.text.push_str(letters);
        self.last = Some((at, size));
    }

    /// The end of a line.
    pub fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}
