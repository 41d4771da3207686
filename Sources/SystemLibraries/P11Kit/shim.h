#pragma once
// The names and structures of PKCS #11 alone: the module itself is the maker's, and is opened at run time.
#define CRYPTOKI_GNU
#include <p11-kit/pkcs11.h>
