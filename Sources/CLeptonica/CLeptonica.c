#include "CLeptonica.h"
