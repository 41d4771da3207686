// The forward pass, written once over a type V of vectors; each path includes this in an anonymous namespace of its own
// and instantiates it with its instructions. V has `lanes` 32-bit values in a vector, `inputs` activations in a unit of
// weights, and `rows` independent rows whose sums it can hold in registers together.

// Independent rows that one step of a layer is computed for.
template <int rows>
struct Rows {
    const uint8_t *input[rows];
    const uint8_t *before[rows];  // the layer's outputs one step ago
    uint8_t *after[rows];
    float *state[rows];
};

template <class V, int matrices, int rows>
static inline void add_products(
    typename V::Integers (&sums)[matrices][rows], const int8_t *&weights, const uint8_t *const (&inputs)[rows],
    int units) {
    for (int unit = 0; unit < units; unit++, weights += matrices * V::lanes * V::inputs) {
        typename V::Weights factors[matrices];
#pragma clang loop unroll(full)
        for (int m = 0; m < matrices; m++) factors[m] = V::weights(weights + m * V::lanes * V::inputs);
#pragma clang loop unroll(full)
        for (int row = 0; row < rows; row++) {
            auto input = V::unit(inputs[row] + unit * V::inputs);
#pragma clang loop unroll(full)
            for (int m = 0; m < matrices; m++) sums[m][row] = V::dot(sums[m][row], input, factors[m]);
        }
    }
}

template <class V>
static inline typename V::Reals logistic(typename V::Reals x) {
    auto value = V::interpolated(tables.logistic, V::magnitude(x));
    return V::where_negative(x, V::subtract(V::all(1), value), value);
}

template <class V>
static inline typename V::Reals hyperbolic_tangent(typename V::Reals x) {
    auto value = V::interpolated(tables.tanh, V::magnitude(x));
    return V::where_negative(x, V::subtract(V::all(0), value), value);
}

// One step of an LSTM layer.
template <class V, int rows>
static void lstm_step(const Packed &layer, int input_units, const Rows<rows> &at) {
    const int8_t *weights = layer.weights.data;
    const int32_t *biases = layer.biases.data;
    const float *scales = layer.scales.data;
    int state_units = layer.units - input_units;
    for (int group = 0; group < layer.groups; group++, biases += 4 * V::lanes, scales += 4 * V::lanes) {
        typename V::Integers sums[4][rows];
#pragma clang loop unroll(full)
        for (int gate = 0; gate < 4; gate++) {
            auto bias = V::integers(biases + gate * V::lanes);
#pragma clang loop unroll(full)
            for (int row = 0; row < rows; row++) sums[gate][row] = bias;
        }
        add_products<V, 4, rows>(sums, weights, at.input, input_units);
        add_products<V, 4, rows>(sums, weights, at.before, state_units);
#pragma clang loop unroll(full)
        for (int row = 0; row < rows; row++) {
            typename V::Reals gates[4];
#pragma clang loop unroll(full)
            for (int gate = 0; gate < 4; gate++)
                gates[gate] = V::multiply(V::reals(sums[gate][row]), V::load(scales + gate * V::lanes));
            auto cell_input = hyperbolic_tangent<V>(gates[0]);
            auto input_gate = logistic<V>(gates[1]);
            auto forget_gate = logistic<V>(gates[2]);
            auto output_gate = logistic<V>(gates[3]);
            float *state = at.state[row] + group * V::lanes;
            auto value = V::add(V::multiply(forget_gate, V::load(state)), V::multiply(cell_input, input_gate));
            value = V::smaller(V::larger(value, V::all(-100)), V::all(100));
            V::store(state, value);
            V::store_bytes(at.after[row] + group * V::lanes, V::multiply(hyperbolic_tangent<V>(value), output_gate));
        }
    }
}

template <class V, int rows>
static void lstm_step(const Packed &layer, int input_units, const Rows<V::rows> &at, int first) {
    Rows<rows> part;
    for (int row = 0; row < rows; row++) {
        part.input[row] = at.input[first + row];
        part.before[row] = at.before[first + row];
        part.after[row] = at.after[first + row];
        part.state[row] = at.state[first + row];
    }
    lstm_step<V, rows>(layer, input_units, part);
}

// A step for as many rows as there are, up to what the registers hold.
template <class V, int rows = V::rows>
static void lstm_steps(const Packed &layer, int input_units, const Rows<V::rows> &at, int count, int first = 0) {
    if constexpr (rows == V::rows) {
        if (count == rows) return lstm_step<V, rows>(layer, input_units, at);
    }
    if constexpr (rows > 1) {
        if (count < rows) return lstm_steps<V, rows - 1>(layer, input_units, at, count, first);
    }
    lstm_step<V, rows>(layer, input_units, at, first);
}

// Convolution and maximum of 3x3 pixels each: [step][row][channel]. The maximum is taken before tanh, which is monotone
// like the scales, and so once instead of nine times.
template <class V>
static void convolve(const Packed &layer, const Columns &image, uint8_t *out) {
    int channels = padded(layer.outputs);
    for (int step = 0; step < image.width / 3; step++) {
        for (int row = 0; row < image.height / 3; row++, out += channels) {
            for (int group = 0; group < layer.groups; group++) {
                auto bias = V::integers(layer.biases.data + group * V::lanes);
                typename V::Integers most;
                for (int place = 0; place < 9; place++) {
                    const uint8_t *taps[3];
                    image.inputs(step * 3 + place / 3, row * 3 + place % 3, taps);
                    const int8_t *weights = layer.weights.data + size_t(group) * layer.units * V::lanes * V::inputs;
                    auto sum = bias;
#pragma clang loop unroll(full)
                    for (int column = 0; column < 3; column++) {
#pragma clang loop unroll(full)
                        for (int pixel = 0; pixel < 4; pixel += V::inputs, weights += V::lanes * V::inputs)
                            sum = V::dot(sum, V::unit(taps[column] + pixel), V::weights(weights));
                    }
                    most = place == 0 ? sum : V::largest(most, sum);
                }
                auto scales = V::load(layer.scales.data + group * V::lanes);
                V::store_bytes(out + group * V::lanes, hyperbolic_tangent<V>(V::multiply(V::reals(most), scales)));
            }
        }
    }
}

// Runs down the rows of each column; all columns of all lines are independent of each other.
template <class V>
static void run_down(const Packed &layer, int channels, int height, const uint8_t *in, size_t steps, uint8_t *out) {
    constexpr int most = line_network::most_states;
    alignas(64) float states[V::rows][most];
    alignas(64) uint8_t outputs[2][V::rows][most];
    int width = padded(layer.outputs);
    for (size_t first = 0; first < steps; first += V::rows) {
        int count = int(steps - first < V::rows ? steps - first : V::rows);
        for (int row = 0; row < count; row++) {
            memset(states[row], 0, width * sizeof(float));
            memset(outputs[0][row], zero, width);
        }
        for (int y = 0; y < height; y++) {
            Rows<V::rows> at;
            for (int row = 0; row < count; row++) {
                size_t column = first + row;
                at.input[row] = in + (column * height + y) * channels;
                at.before[row] = outputs[y & 1][row];
                at.after[row] = y == height - 1 ? out + column * width : outputs[(y & 1) ^ 1][row];
                at.state[row] = states[row];
            }
            lstm_steps<V>(layer, channels / V::inputs, at, count);
        }
    }
}

// A line within the buffers that hold the activations of all lines one after the other.
struct Stretch {
    size_t first;
    int steps;
};

// Runs along the lines, as many at a time as the registers hold; the longest come first.
template <class V>
static void run_along(
    const Packed &layer, int in_width, const uint8_t *in, const Stretch *lines, int count, bool leftward,
    uint8_t *out) {
    constexpr int most = line_network::most_states;
    alignas(64) float states[V::rows][most];
    alignas(64) uint8_t nothing[most];
    int width = padded(layer.outputs);
    memset(nothing, zero, width);
    for (int first = 0; first < count; first += V::rows) {
        int active = count - first < V::rows ? count - first : V::rows;
        const Stretch *group = lines + first;
        for (int row = 0; row < active; row++) memset(states[row], 0, width * sizeof(float));
        for (int step = 0; step < group[0].steps; step++) {
            while (group[active - 1].steps <= step) active--;
            Rows<V::rows> at;
            for (int row = 0; row < active; row++) {
                size_t place = group[row].first + (leftward ? group[row].steps - 1 - step : step);
                at.input[row] = in + place * in_width;
                at.after[row] = out + place * width;
                at.before[row] = step == 0 ? nothing : leftward ? at.after[row] + width : at.after[row] - width;
                at.state[row] = states[row];
            }
            lstm_steps<V>(layer, in_width / V::inputs, at, active);
        }
    }
}

// e to the power of x, for x from -86 to 0.
template <class V>
static inline typename V::Reals exponential(typename V::Reals x) {
    auto y = V::multiply(x, V::all(1.44269504f));
    auto whole = V::nearest(y);
    auto rest = V::subtract(y, whole);
    // The series of 2^rest for rests up to a half, with coefficients that spread the error.
    auto power = V::all(1.33952e-3f);
    static const float factors[] = {9.67770e-3f, 5.550328e-2f, 2.402212e-1f, 6.931472e-1f, 1.0f};
    for (float factor : factors)
        power = V::add(V::multiply(power, rest), V::all(factor));
    return V::scaled(power, whole);
}

// Softmax in place over `count` values, padded to whole vectors; tells the two largest.
template <class V>
static void softmax(float *values, int count, int padded_count, int blank, cln_step &step) {
    int first = 0, second = -1;
    for (int i = 1; i < count; i++) {
        if (values[i] > values[first]) {
            second = first;
            first = i;
        } else if (second < 0 || values[i] > values[second]) {
            second = i;
        }
    }
    for (int i = count; i < padded_count; i++) values[i] = -1e30f;
    auto largest = V::all(values[first]);
    auto sums = V::all(0);
    for (int i = 0; i < padded_count; i += V::lanes) {
        auto power = exponential<V>(V::larger(V::subtract(V::load(values + i), largest), V::all(-86)));
        V::store(values + i, power);
        if (i + V::lanes <= count) sums = V::add(sums, power);
    }
    float parts[V::lanes];
    V::store(parts, sums);
    float sum = 0;
    for (float part : parts) sum += part;
    for (int i = count / V::lanes * V::lanes; i < count; i++) sum += values[i];
    float factor = 1 / sum;
    for (int i = 0; i < count; i++) values[i] *= factor;
    step = {first, second < 0 ? first : second, values[first], second < 0 ? 0 : values[second], values[blank]};
}

// The sums of `groups` groups of outputs from `group` on, for some rows.
template <class V, int groups>
static void output_groups(
    const Packed &layer, int group, const uint8_t *const (&inputs)[V::rows], float *const (&values)[V::rows]) {
    typename V::Integers sums[groups][V::rows];
    const int8_t *weights[groups];
    size_t size = size_t(layer.units) * V::lanes * V::inputs;
#pragma clang loop unroll(full)
    for (int g = 0; g < groups; g++) {
        weights[g] = layer.weights.data + (group + g) * size;
        auto bias = V::integers(layer.biases.data + (group + g) * V::lanes);
#pragma clang loop unroll(full)
        for (int row = 0; row < V::rows; row++) sums[g][row] = bias;
    }
    for (int unit = 0; unit < layer.units; unit++) {
        typename V::Weights factors[groups];
#pragma clang loop unroll(full)
        for (int g = 0; g < groups; g++) factors[g] = V::weights(weights[g] + unit * V::lanes * V::inputs);
#pragma clang loop unroll(full)
        for (int row = 0; row < V::rows; row++) {
            auto input = V::unit(inputs[row] + unit * V::inputs);
#pragma clang loop unroll(full)
            for (int g = 0; g < groups; g++) sums[g][row] = V::dot(sums[g][row], input, factors[g]);
        }
    }
#pragma clang loop unroll(full)
    for (int g = 0; g < groups; g++) {
        auto scales = V::load(layer.scales.data + (group + g) * V::lanes);
#pragma clang loop unroll(full)
        for (int row = 0; row < V::rows; row++)
            V::store(values[row] + (group + g) * V::lanes, V::multiply(V::reals(sums[g][row]), scales));
    }
}

template <class V>
static void run_output(
    const Packed &layer, int in_width, int blank, const uint8_t *in, size_t count, float *room, cln_step *steps,
    float *probabilities) {
    int padded_count = layer.groups * V::lanes;
    for (size_t first = 0; first < count; first += V::rows) {
        int rows = int(count - first < V::rows ? count - first : V::rows);
        const uint8_t *inputs[V::rows];
        float *values[V::rows];
        for (int row = 0; row < V::rows; row++) {
            inputs[row] = in + (first + (row < rows ? row : 0)) * in_width;
            values[row] = room + size_t(row) * padded_count;
        }
        int group = 0;
        for (; group + 4 <= layer.groups; group += 4) output_groups<V, 4>(layer, group, inputs, values);
        for (; group < layer.groups; group++) output_groups<V, 1>(layer, group, inputs, values);
        for (int row = 0; row < rows; row++) {
            softmax<V>(values[row], layer.outputs, padded_count, blank, steps[first + row]);
            if (probabilities)
                memcpy(
                    probabilities + (first + row) * layer.outputs, values[row], layer.outputs * sizeof(float));
        }
    }
}

// Longest first. Groups are small, and callers that care hand them over sorted.
static void sort_by_length(Stretch *lines, int count) {
    for (int i = 1; i < count; i++) {
        Stretch line = lines[i];
        int place = i;
        for (; place > 0 && lines[place - 1].steps < line.steps; place--) lines[place] = lines[place - 1];
        lines[place] = line;
    }
}

template <class V>
static bool run_network(
    const cln_network &network, const cln_line *lines, int count, cln_step *steps, float *probabilities) {
    Block<Stretch> stretches;
    if (!stretches.allocate(size_t(count) + 1)) return false;
    size_t total = 0;
    for (int i = 0; i < count; i++) {
        stretches.data[i] = {total, lines[i].width / 3};
        total += size_t(lines[i].width / 3);
    }
    if (total == 0) return true;
    int height = network.height / 3;
    int channels = padded(network.convolution.outputs), down = padded(network.down.outputs);
    int right = padded(network.right.outputs), left = padded(network.left.outputs);
    int last = padded(network.last.outputs);
    Block<uint8_t> pixels, columns, rightward, leftward, features;
    Block<float> room;
    bool allocated = pixels.allocate(total * height * channels) && columns.allocate(total * down) &&
                     rightward.allocate(total * right) && leftward.allocate(total * left) &&
                     features.allocate(total * last) &&
                     room.allocate(size_t(network.output.groups) * V::lanes * V::rows);
    if (!allocated) return false;
    Columns image;
    for (int i = 0; i < count; i++) {
        if (lines[i].width < 3) continue;
        if (!image.prepare(lines[i], network.height, network.noise_seed)) return false;
        convolve<V>(network.convolution, image, pixels.data + stretches.data[i].first * height * channels);
    }
    sort_by_length(stretches.data, count);
    run_down<V>(network.down, channels, height, pixels.data, total, columns.data);
    run_along<V>(network.right, down, columns.data, stretches.data, count, false, rightward.data);
    run_along<V>(network.left, right, rightward.data, stretches.data, count, true, leftward.data);
    run_along<V>(network.last, left, leftward.data, stretches.data, count, false, features.data);
    run_output<V>(network.output, last, network.blank, features.data, total, room.data, steps, probabilities);
    return true;
}
