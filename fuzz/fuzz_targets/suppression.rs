#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| eventlint_fuzz::suppression(data));
