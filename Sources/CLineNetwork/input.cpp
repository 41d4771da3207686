// What stands before the first layer: contrast, noise and tables. The percentiles, the order in which noise is drawn
// and the tables follow Tesseract 5.3 (networkio.cpp, convolve.cpp, statistc.cpp, functions.h), Apache License 2.0,
// (C) Google Inc., so that a line is read as Tesseract reads it.
#include <math.h>
#include <string.h>

#include "network.h"

using namespace line_network;

Tables::Tables() {
    for (int i = 0; i < size - 1; i++) {
        tanh[i] = float(::tanh(i / 256.0));
        logistic[i] = float(1 / (1 + ::exp(-i / 256.0)));
    }
    for (int i = size - 1; i < size + 16; i++) tanh[i] = logistic[i] = 1;
}

const Tables line_network::tables;

namespace {

// A histogram of gray values with Tesseract's way of interpolating percentiles.
struct Histogram {
    int counts[256] = {};
    int total = 0;

    void add(int gray) {
        counts[gray]++;
        total++;
    }

    float percentile(double fraction) const {
        double target = fraction * total;
        if (target < 1) target = 1;
        double sum = 0;
        int gray = 0;
        while (gray < 256 && sum < target) sum += counts[gray++];
        return gray > 0 ? float(gray - (sum - target) / counts[gray - 1]) : 0;
    }
};

// What is black and what white: a quartile of the minima and of the maxima along the middle row.
void black_and_white(const cln_line &line, int height, float &black, float &white) {
    Histogram minima, maxima;
    const uint8_t *row = line.pixels + size_t(height / 2) * line.stride;
    for (int x = 1; x + 1 < line.width; x++) {
        int before = row[x - 1], gray = row[x], after = row[x + 1];
        if ((gray < before && gray <= after) || (gray <= before && gray < after)) minima.add(gray);
        if ((gray > before && gray >= after) || (gray >= before && gray > after)) maxima.add(gray);
    }
    if (minima.total == 0) minima.add(0);
    if (maxima.total == 0) maxima.add(255);
    black = minima.percentile(0.25);
    white = maxima.percentile(0.75);
}

int rounded(double value) { return value >= 0 ? int(value + 0.5) : -int(-value + 0.5); }

// The bytes that the 256 values of gray become.
void normalise(const cln_line &line, int height, uint8_t bytes[256]) {
    float black, white;
    black_and_white(line, height, black, white);
    float contrast = (white - black) / 2;
    if (contrast <= 0) contrast = 1;
    for (int gray = 0; gray < 256; gray++) {
        int value = rounded(128 * ((gray - black) / contrast - 1.0f));
        bytes[gray] = uint8_t((value < -127 ? -127 : value > 127 ? 127 : value) + zero);
    }
}

// The minimal standard generator, as Tesseract seeds it.
struct Noise {
    uint64_t state;

    explicit Noise(uint64_t seed) : state(seed % 2147483647) {
        if (state == 0) state = 1;
        next();
    }

    uint32_t next() {
        state = state * 48271 % 2147483647;
        return uint32_t(state);
    }

    uint8_t byte() {
        double value = 127 * 2.0 * int32_t(next()) / INT32_MAX - 127;
        return uint8_t(rounded(value) + zero);
    }
};

}  // namespace

bool Columns::prepare(const cln_line &line, int rows, uint64_t seed) {
    width = line.width;
    height = rows;
    stride = rows + 4;
    if (!image.allocate(size_t(width + 2) * stride)) return false;
    if (!top.allocate(size_t(width) * 12) || !bottom.allocate(size_t(width) * 12)) return false;
    if (!left.allocate(size_t(rows) * 12) || !right.allocate(size_t(rows) * 12)) return false;
    uint8_t bytes[256];
    normalise(line, rows, bytes);
    memset(image.data, zero, image.count);
    for (int y = 0; y < rows; y++) {
        const uint8_t *row = line.pixels + size_t(y) * line.stride;
        uint8_t *column = &image.data[stride + 1 + y];
        for (int x = 0; x < width; x++, column += stride) *column = bytes[row[x]];
    }
    draw_noise(seed);
    return true;
}

// Noise is drawn position by position in rows, and within a position column by column.
void Columns::draw_noise(uint64_t seed) {
    Noise noise(seed);
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            bool within = y > 0 && y < height - 1;
            if (within && x > 0 && x < width - 1) x = width - 1;
            uint8_t *taps = y == 0              ? &top.data[size_t(x) * 12]
                            : y == height - 1   ? &bottom.data[size_t(x) * 12]
                            : x == 0            ? &left.data[size_t(y) * 12]
                                                : &right.data[size_t(y) * 12];
            for (int column = x - 1; column <= x + 1; column++) {
                bool beside = column < 0 || column >= width;
                for (int row = y - 1; row <= y + 1; row++) {
                    bool outside = beside || row < 0 || row >= height;
                    *taps++ = outside ? noise.byte() : image.data[size_t(column + 1) * stride + 1 + row];
                }
                *taps++ = zero;
            }
        }
    }
}
