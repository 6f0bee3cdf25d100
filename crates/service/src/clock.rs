//! The only place where the program learns what time it is.

use std::sync::Mutex;

use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

/// Tells the time. Everything that depends on time asks its [`crate::App`], never the machine.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;

    /// Today in Japan.
    fn today(&self) -> Date {
        japan(self.now()).date()
    }
}

pub use model::calendar::japan;

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that stands where it was set, for tests, previews and the demonstration's past. Each look moves it by a millisecond,
/// so that what is done later also bears a later time.
#[derive(Debug)]
pub struct FixedClock(Mutex<Timestamp>);

impl FixedClock {
    /// Stands at `instant`.
    pub fn at(instant: Timestamp) -> Self {
        Self(Mutex::new(instant))
    }

    /// Stands at nine in the morning of `day` in Japan.
    pub fn on(day: Date) -> Self {
        let zoned = day.at(9, 0, 0, 0).to_zoned(TimeZone::fixed(jiff::tz::offset(9)));
        // A civil day of this program lies within the range of instants, and a fixed offset has no gaps.
        Self::at(zoned.map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp()))
    }

    /// Moves on to nine in the morning of `day`.
    pub fn move_to(&self, day: Date) {
        let instant = Self::on(day).now();
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = instant;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        let mut standing = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let shown = *standing;
        *standing = shown.saturating_add(SignedDuration::from_millis(1)).unwrap_or(shown);
        shown
    }
}
