// laid out
