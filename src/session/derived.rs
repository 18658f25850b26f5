//! What follows from signals: `Memo` with its value behind one pointer, so that the page holds the code of memos once and not
//! once for each type (measured: a tenth of the page's wasm).

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;

/// A value of any type that can be compared with another of its type.
trait AnyValue: Any + Send + Sync {
    fn is_same(&self, other: &dyn Any) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<T: PartialEq + Send + Sync + 'static> AnyValue for T {
    fn is_same(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>().is_some_and(|other| self == other)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Clone)]
struct Held(Arc<dyn AnyValue>);

impl PartialEq for Held {
    fn eq(&self, other: &Held) -> bool {
        self.0.is_same((*other.0).as_any())
    }
}

/// A value that is computed from signals, and anew only when one of them has changed; who reads it hears of it only when
/// it is another.
pub struct Derived<T> {
    memo: Memo<Held>,
    holds: PhantomData<fn() -> T>,
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

impl<T: PartialEq + Send + Sync + 'static> Derived<T> {
    /// Computes `value` when it is first read.
    pub fn new(value: impl Fn() -> T + Send + Sync + 'static) -> Derived<T> {
        Derived { memo: memo_of(Box::new(move || Held(Arc::new(value())))), holds: PhantomData }
    }

    /// Reads the value, and hears of changes.
    pub fn with<U: Default>(self, read: impl FnOnce(&T) -> U) -> U {
        let held = self.memo.get();
        (*held.0).as_any().downcast_ref::<T>().map(read).unwrap_or_default()
    }

    /// Hears of changes, and computes the value.
    pub fn track(self) {
        self.with(|_| ());
    }

    /// Reads the value as it is now.
    pub fn with_untracked<U: Default>(self, read: impl FnOnce(&T) -> U) -> U {
        let held = self.memo.get_untracked();
        (*held.0).as_any().downcast_ref::<T>().map(read).unwrap_or_default()
    }
}

impl<T: PartialEq + Clone + Default + Send + Sync + 'static> Derived<T> {
    /// The value; hears of changes.
    pub fn get(self) -> T {
        self.with(T::clone)
    }

    /// The value as it is now.
    pub fn get_untracked(self) -> T {
        self.with_untracked(T::clone)
    }

    /// For what takes signals.
    pub fn signal(self) -> Signal<T> {
        Signal::derive(move || self.get())
    }
}

impl<T: PartialEq + Default + Send + Sync + 'static> Default for Derived<T> {
    fn default() -> Self {
        Derived::new(T::default)
    }
}

impl<T: PartialEq + Clone + Send + Sync + 'static> From<T> for Derived<T> {
    fn from(value: T) -> Derived<T> {
        Derived::new(move || value.clone())
    }
}

impl<T: PartialEq + Clone + Default + Send + Sync + 'static> From<Derived<T>> for Signal<T> {
    fn from(derived: Derived<T>) -> Signal<T> {
        derived.signal()
    }
}

fn memo_of(value: Box<dyn Fn() -> Held + Send + Sync>) -> Memo<Held> {
    Memo::new(move |_| value())
}
