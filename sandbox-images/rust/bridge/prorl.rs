//! Joins a solution and its tests, which run in two processes. Both sides know every type from the function's signature,
//! so the bytes carry no types; a value that does not fit its type is an error, never a guess.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::fs::File;
use std::hash::Hash;
use std::io::{Read as _, Write as _};
use std::os::unix::io::FromRawFd;
use std::sync::Mutex;

const MAX_MESSAGE: u32 = 256 << 20;

#[derive(Debug)]
pub struct Malformed;

pub struct Reader {
    bytes: Vec<u8>,
    at: usize,
}

impl Reader {
    fn take(&mut self, count: usize) -> Result<&[u8], Malformed> {
        if self.bytes.len() - self.at < count {
            return Err(Malformed);
        }
        self.at += count;
        Ok(&self.bytes[self.at - count..self.at])
    }

    // Every item takes a byte or more, the unit type excepted: a count beyond the bytes that are left is a lie.
    fn count(&mut self) -> Result<usize, Malformed> {
        let count = u32::read(self)? as usize;
        if count > self.bytes.len() - self.at { Err(Malformed) } else { Ok(count) }
    }

    pub fn finish(&self) -> Result<(), Malformed> {
        if self.at == self.bytes.len() { Ok(()) } else { Err(Malformed) }
    }
}

pub trait Write {
    fn write(&self, to: &mut Vec<u8>);
}

pub trait Read: Sized {
    fn read(from: &mut Reader) -> Result<Self, Malformed>;
}

macro_rules! numbers {
    ($($t:ty),*) => { $(
        impl Write for $t {
            fn write(&self, to: &mut Vec<u8>) { to.extend_from_slice(&self.to_le_bytes()); }
        }
        impl Read for $t {
            fn read(from: &mut Reader) -> Result<Self, Malformed> {
                Ok(<$t>::from_le_bytes(from.take(std::mem::size_of::<$t>())?.try_into().unwrap()))
            }
        }
    )* };
}
numbers!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, f32, f64);

impl Write for bool {
    fn write(&self, to: &mut Vec<u8>) { to.push(*self as u8); }
}
impl Read for bool {
    fn read(from: &mut Reader) -> Result<Self, Malformed> {
        match u8::read(from)? { 0 => Ok(false), 1 => Ok(true), _ => Err(Malformed) }
    }
}
impl Write for char {
    fn write(&self, to: &mut Vec<u8>) { (*self as u32).write(to); }
}
impl Read for char {
    fn read(from: &mut Reader) -> Result<Self, Malformed> { char::from_u32(u32::read(from)?).ok_or(Malformed) }
}
impl Write for () {
    fn write(&self, _: &mut Vec<u8>) {}
}
impl Read for () {
    fn read(_: &mut Reader) -> Result<Self, Malformed> { Ok(()) }
}
impl Write for str {
    fn write(&self, to: &mut Vec<u8>) {
        (self.len() as u32).write(to);
        to.extend_from_slice(self.as_bytes());
    }
}
impl Write for String {
    fn write(&self, to: &mut Vec<u8>) { self.as_str().write(to); }
}
impl Read for String {
    fn read(from: &mut Reader) -> Result<Self, Malformed> {
        let count = from.count()?;
        String::from_utf8(from.take(count)?.to_vec()).map_err(|_| Malformed)
    }
}

impl<T: Write + ?Sized> Write for &T {
    fn write(&self, to: &mut Vec<u8>) { (**self).write(to); }
}
impl<T: Write + ?Sized> Write for Box<T> {
    fn write(&self, to: &mut Vec<u8>) { (**self).write(to); }
}
impl<T: Read> Read for Box<T> {
    fn read(from: &mut Reader) -> Result<Self, Malformed> { Ok(Box::new(T::read(from)?)) }
}
// References inside values live as long as the process, which is not long.
impl Read for &'static str {
    fn read(from: &mut Reader) -> Result<Self, Malformed> { Ok(Box::leak(String::read(from)?.into_boxed_str())) }
}
impl<T: Read> Read for &'static [T] {
    fn read(from: &mut Reader) -> Result<Self, Malformed> { Ok(Box::leak(Vec::<T>::read(from)?.into_boxed_slice())) }
}

impl<T: Write> Write for Option<T> {
    fn write(&self, to: &mut Vec<u8>) {
        self.is_some().write(to);
        if let Some(value) = self { value.write(to); }
    }
}
impl<T: Read> Read for Option<T> {
    fn read(from: &mut Reader) -> Result<Self, Malformed> {
        if bool::read(from)? { Ok(Some(T::read(from)?)) } else { Ok(None) }
    }
}
impl<T: Write, E: Write> Write for Result<T, E> {
    fn write(&self, to: &mut Vec<u8>) {
        self.is_ok().write(to);
        match self { Ok(value) => value.write(to), Err(error) => error.write(to) }
    }
}
impl<T: Read, E: Read> Read for Result<T, E> {
    fn read(from: &mut Reader) -> Result<Self, Malformed> {
        if bool::read(from)? { Ok(Ok(T::read(from)?)) } else { Ok(Err(E::read(from)?)) }
    }
}

impl<T: Write> Write for [T] {
    fn write(&self, to: &mut Vec<u8>) {
        (self.len() as u32).write(to);
        for item in self { item.write(to); }
    }
}
impl<T: Write, const N: usize> Write for [T; N] {
    fn write(&self, to: &mut Vec<u8>) { self[..].write(to); }
}
impl<T: Read, const N: usize> Read for [T; N] {
    fn read(from: &mut Reader) -> Result<Self, Malformed> { Vec::<T>::read(from)?.try_into().map_err(|_| Malformed) }
}

macro_rules! sequences {
    ($($c:ident: $($bound:ident)*;)*) => { $(
        impl<T: Write> Write for $c<T> {
            fn write(&self, to: &mut Vec<u8>) {
                (self.len() as u32).write(to);
                for item in self.iter() { item.write(to); }
            }
        }
        impl<T: Read $(+ $bound)*> Read for $c<T> {
            fn read(from: &mut Reader) -> Result<Self, Malformed> {
                let count = from.count()?;
                (0..count).map(|_| T::read(from)).collect()
            }
        }
    )* };
}
sequences! { Vec: ; VecDeque: ; LinkedList: ; HashSet: Eq Hash; BTreeSet: Ord; BinaryHeap: Ord; }

macro_rules! maps {
    ($($c:ident: $($bound:ident)*;)*) => { $(
        impl<K: Write, V: Write> Write for $c<K, V> {
            fn write(&self, to: &mut Vec<u8>) {
                (self.len() as u32).write(to);
                for (key, value) in self.iter() { key.write(to); value.write(to); }
            }
        }
        impl<K: Read $(+ $bound)*, V: Read> Read for $c<K, V> {
            fn read(from: &mut Reader) -> Result<Self, Malformed> {
                let count = from.count()?;
                (0..count).map(|_| Ok((K::read(from)?, V::read(from)?))).collect()
            }
        }
    )* };
}
maps! { HashMap: Eq Hash; BTreeMap: Ord; }

macro_rules! tuples {
    ($(($($t:ident $i:tt),*))*) => { $(
        impl<$($t: Write),*> Write for ($($t,)*) {
            fn write(&self, to: &mut Vec<u8>) { $(self.$i.write(to);)* }
        }
        impl<$($t: Read),*> Read for ($($t,)*) {
            fn read(from: &mut Reader) -> Result<Self, Malformed> { Ok(($($t::read(from)?,)*)) }
        }
    )* };
}
tuples! { (A 0) (A 0, B 1) (A 0, B 1, C 2) (A 0, B 1, C 2, D 3) (A 0, B 1, C 2, D 3, E 4) (A 0, B 1, C 2, D 3, E 4, F 5) }

// A value of any of these types, whose place in the list is written first.
macro_rules! anything {
    ($($place:literal $t:ty),*) => {
        impl Write for dyn Any {
            fn write(&self, to: &mut Vec<u8>) {
                $(if let Some(value) = self.downcast_ref::<$t>() {
                    to.push($place);
                    return value.write(to);
                })*
                panic!("a dyn Any holds what is no plain value")
            }
        }
        impl Read for Box<dyn Any> {
            fn read(from: &mut Reader) -> Result<Self, Malformed> {
                match u8::read(from)? {
                    $($place => Ok(Box::new(<$t>::read(from)?)),)*
                    _ => Err(Malformed),
                }
            }
        }
    };
}
anything! { 0 (), 1 bool, 2 char, 3 i32, 4 i64, 5 u8, 6 u32, 7 u64, 8 usize, 9 f32, 10 f64, 11 String, 12 &'static str, 13 Vec<i32>, 14 Vec<String>, 15 Vec<Box<dyn Any>> }

fn socket() -> File { unsafe { File::from_raw_fd(3) } }

fn send(to: &mut File, message: &[u8]) -> bool {
    let mut bytes = (message.len() as u32).to_le_bytes().to_vec();
    bytes.extend_from_slice(message);
    to.write_all(&bytes).is_ok()
}

// Grows as the bytes arrive: a length alone takes no memory.
fn receive(from: &mut File) -> Option<Reader> {
    let mut head = [0; 4];
    from.read_exact(&mut head).ok()?;
    let size = u32::from_le_bytes(head);
    let mut bytes = Vec::new();
    if size > MAX_MESSAGE || from.take(size as u64).read_to_end(&mut bytes).ok()? < size as usize {
        return None;
    }
    Some(Reader { bytes, at: 0 })
}

/// One function of a solution: reads its arguments, and writes its result and the arguments that it may have changed.
pub type Entry = fn(&mut Reader, &mut Vec<u8>) -> Result<(), Malformed>;

/// Answers calls until the tests are gone.
pub fn serve(entries: &'static [Entry]) {
    std::thread::Builder::new().stack_size(512 << 20).spawn(move || {
        let mut socket = socket();
        while let Some(mut message) = receive(&mut socket) {
            let answer = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                let mut answer = vec![0];
                let index = u32::read(&mut message).unwrap() as usize;
                entries[index](&mut message, &mut answer).unwrap();
                answer
            }));
            let bytes = answer.unwrap_or_else(|panic| {
                let text = panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|s| s.to_string()));
                let mut failed = vec![1];
                text.unwrap_or_default().write(&mut failed);
                failed
            });
            if !send(&mut socket, &bytes) {
                break;
            }
        }
        std::process::exit(0);
    }).unwrap().join().ok();
}

static CALLING: Mutex<()> = Mutex::new(());

// Tells the reporter on descriptor 4 about a call, or that the solution is gone.
fn tell(what: u8) {
    let mut notes = std::mem::ManuallyDrop::new(unsafe { File::from_raw_fd(4) });
    notes.write_all(&[what]).ok();
}

fn lost() -> ! {
    tell(b'L');
    std::process::exit(1)
}

/// Calls a function of the solution with written arguments. A panic there is a panic here.
pub fn call(index: u32, arguments: &[&dyn Write]) -> Reader {
    let answer = {
        let _alone = CALLING.lock().unwrap_or_else(|e| e.into_inner());
        tell(b'c');
        let mut message = Vec::new();
        index.write(&mut message);
        for argument in arguments { argument.write(&mut message); }
        let mut socket = std::mem::ManuallyDrop::new(socket());
        if !send(&mut socket, &message) { lost() }
        receive(&mut socket)
    };
    let mut answer = answer.unwrap_or_else(|| lost());
    match u8::read(&mut answer) {
        Ok(0) => answer,
        Ok(1) => match String::read(&mut answer) {
            Ok(text) => panic!("{}", text),
            Err(_) => lost(),
        },
        _ => lost(),
    }
}

/// The next value of an answer.
pub fn next<T: Read>(answer: &mut Reader) -> T { T::read(answer).unwrap_or_else(|_| lost()) }

/// The items of a slice that the solution may have changed.
pub fn next_items<T: Read>(answer: &mut Reader, into: &mut [T]) {
    let items: Vec<T> = next(answer);
    if items.len() != into.len() { lost() }
    for (to, item) in into.iter_mut().zip(items) { *to = item; }
}

pub fn end(answer: Reader) { if answer.finish().is_err() { lost() } }
