#pragma once
/* C++ only: CZXing gives it a C face. */
