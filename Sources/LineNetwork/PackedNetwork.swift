import CLineNetwork

/// A network made ready for one set of instructions; the owner of its C handle.
final class PackedNetwork: @unchecked Sendable {
    // Nothing changes after packing, and cln_run may be called by several threads at once: hence Sendable.
    private let handle: OpaquePointer
    private let outputs: Int

    init(_ network: NetworkDescription, instructions: InstructionSet) throws(LineModelFault) {
        var weights = cln_weights()
        weights.height = Int32(network.height)
        weights.blank = Int32(network.blank)
        weights.noise_seed = network.noiseSeed
        let layers = [[network.convolution], network.down, network.right, network.left, network.last, [network.output]]
        let handle = Self.withMatrices(layers.joined().map(\.self)) { matrices in
            weights.convolution = matrices[0]
            weights.down.gates = (matrices[1], matrices[2], matrices[3], matrices[4])
            weights.right.gates = (matrices[5], matrices[6], matrices[7], matrices[8])
            weights.left.gates = (matrices[9], matrices[10], matrices[11], matrices[12])
            weights.last.gates = (matrices[13], matrices[14], matrices[15], matrices[16])
            weights.output = matrices[17]
            return cln_create(&weights, instructions.path)
        }
        guard let handle else { throw .notPacked }
        self.handle = handle
        outputs = network.output.outputs
    }

    deinit { cln_free(handle) }

    /// Runs the network over pictures and hands over what it says, picture after picture; `nil` when memory does not
    /// suffice.
    func run<Result>(
        _ lines: [LineImage], probabilities: inout [Float]?,
        _ body: ([Range<Int>], UnsafeBufferPointer<cln_step>) -> Result
    ) -> Result? {
        var stretches: [Range<Int>] = []
        for line in lines {
            let first = stretches.last?.upperBound ?? 0
            stretches.append(first..<first + line.width / 3)
        }
        let total = stretches.last?.upperBound ?? 0
        var steps = [cln_step](repeating: cln_step(), count: total)
        if probabilities != nil { probabilities = [Float](repeating: 0, count: total * outputs) }
        let isDone = Self.withLines(lines) { lines in
            if probabilities == nil { return cln_run(handle, lines.baseAddress, Int32(lines.count), &steps, nil) }
            return probabilities!.withUnsafeMutableBufferPointer {
                cln_run(handle, lines.baseAddress, Int32(lines.count), &steps, $0.baseAddress)
            }
        }
        return isDone ? steps.withUnsafeBufferPointer { body(stretches, $0) } : nil
    }

    /// Lends C the pixels of all pictures for the time of a call.
    private static func withLines<Result>(
        _ lines: [LineImage], _ body: (UnsafeBufferPointer<cln_line>) -> Result
    ) -> Result {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(lines.reduce(0) { $0 + $1.pixels.count })
        for line in lines { pixels += line.pixels }
        return pixels.withUnsafeBufferPointer { all in
            var first = 0
            let views = lines.map { line in
                defer { first += line.pixels.count }
                return cln_line(
                    pixels: all.baseAddress?.advanced(by: first), width: Int32(line.width), stride: Int32(line.width))
            }
            return views.withUnsafeBufferPointer(body)
        }
    }

    /// Lends C the weights of all matrices for the time of a call.
    private static func withMatrices<Result>(_ matrices: [WeightMatrix], _ body: ([cln_matrix]) -> Result) -> Result {
        func lend(_ index: Int, _ lent: [cln_matrix]) -> Result {
            guard index < matrices.count else { return body(lent) }
            let matrix = matrices[index]
            return matrix.weights.withUnsafeBufferPointer { weights in
                matrix.scales.withUnsafeBufferPointer { scales in
                    let view = cln_matrix(
                        outputs: Int32(matrix.outputs), inputs: Int32(matrix.inputs), weights: weights.baseAddress,
                        scales: scales.baseAddress)
                    return lend(index + 1, lent + [view])
                }
            }
        }
        return lend(0, [])
    }
}
