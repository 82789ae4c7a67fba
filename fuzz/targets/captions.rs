//! The captions of a video.
#![no_main]

use fuzz::captions_hold;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|typed: &str| captions_hold(typed));
