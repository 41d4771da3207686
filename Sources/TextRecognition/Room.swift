// room laid out
