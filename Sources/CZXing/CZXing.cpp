// Payloads as UTF-8 std::string instead of std::wstring.
#define ZX_USE_UTF8 1

#include "CZXing.h"

#include <ZXing/ReadBarcode.h>

namespace {

// More than stand on any page; a bound on hostile pictures.
constexpr int mostCodes = 16;

// Two linear codes that say the same make ZXing stop on an assertion when it compares them.
constexpr int mostLinearCodes = 1;

ZXing::Binarizer binarizerOf(SohoaBinarizer binarizer)
{
    switch (binarizer) {
    case SOHOA_BINARIZE_GLOBAL: return ZXing::Binarizer::GlobalHistogram;
    case SOHOA_BINARIZE_FIXED: return ZXing::Binarizer::FixedThreshold;
    default: return ZXing::Binarizer::LocalAverage;
    }
}

} // namespace

extern "C" int sohoa_read_barcodes(const uint8_t *pixels, int width, int height, int stride, SohoaSymbology symbology,
                                   SohoaBinarizer binarizer, int try_harder, SohoaBarcodeFound found, void *context)
{
    try {
        const bool isQR = symbology == SOHOA_QR_CODE;
        auto hints = ZXing::DecodeHints()
                         .setFormats(isQR ? ZXing::BarcodeFormat::QRCode : ZXing::BarcodeFormat::Code128)
                         .setBinarizer(binarizerOf(binarizer))
                         .setTryHarder(try_harder != 0)
                         .setTryRotate(false)
                         .setTryDownscale(false)
                         .setReturnErrors(isQR)
                         .setMaxNumberOfSymbols(isQR ? mostCodes : mostLinearCodes);
        const ZXing::ImageView view(pixels, width, height, ZXing::ImageFormat::Lum, stride);
        int count = 0;
        for (const auto &result : ZXing::ReadBarcodes(view, hints)) {
            if (result.format() == ZXing::BarcodeFormat::None)
                continue;
            const std::string text = result.isValid() ? result.text() : std::string();
            int corners[8];
            for (int i = 0; i < 4; ++i) {
                corners[2 * i] = result.position()[i].x;
                corners[2 * i + 1] = result.position()[i].y;
            }
            found(context, text.data(), static_cast<int>(text.size()), !result.isValid(), corners);
            ++count;
        }
        return count;
    } catch (...) {
        return -1;
    }
}
