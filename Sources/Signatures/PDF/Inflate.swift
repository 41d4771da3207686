import ZlibLibrary

/// Undoes `/FlateDecode` under a limit.
enum Inflate {
    /// The inflated bytes; `nil` when the data is no zlib stream, is cut short, or would become longer than `limit`.
    static func bytes(_ data: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
        var stream = z_stream()
        guard inflateInit_(&stream, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        var input = Array(data)
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        return input.withUnsafeMutableBufferPointer { source -> [UInt8]? in
            stream.next_in = source.baseAddress
            stream.avail_in = uInt(clamping: source.count)
            while true {
                let size = chunk.count
                let result = chunk.withUnsafeMutableBufferPointer { target -> CInt in
                    stream.next_out = target.baseAddress
                    stream.avail_out = uInt(size)
                    return inflate(&stream, Z_NO_FLUSH)
                }
                let written = size - Int(stream.avail_out)
                guard output.count + written <= limit else { return nil }
                output.append(contentsOf: chunk[..<written])
                if result == Z_STREAM_END { return output }
                guard result == Z_OK, written > 0 || stream.avail_in > 0 else { return nil }
            }
        }
    }

    /// Undoes a PNG predictor (ISO 32000-1, 7.4.4.4); `nil` when the rows are not what the parameters say.
    static func unpredicted(_ data: [UInt8], columns: Int, bytesPerPixel: Int = 1) -> [UInt8]? {
        guard columns > 0, columns < 1 << 16, bytesPerPixel > 0, data.count % (columns + 1) == 0 else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(data.count)
        var above = [UInt8](repeating: 0, count: columns)
        var row = above
        for start in stride(from: 0, to: data.count, by: columns + 1) {
            let kind = data[start]
            guard kind <= 4 else { return nil }
            for column in 0..<columns {
                let raw = data[start + 1 + column]
                let left = column >= bytesPerPixel ? row[column - bytesPerPixel] : 0
                let up = above[column]
                let corner = column >= bytesPerPixel ? above[column - bytesPerPixel] : 0
                switch kind {
                case 1: row[column] = raw &+ left
                case 2: row[column] = raw &+ up
                case 3: row[column] = raw &+ UInt8((Int(left) + Int(up)) / 2)
                case 4: row[column] = raw &+ paeth(left, up, corner)
                default: row[column] = raw
                }
            }
            result.append(contentsOf: row)
            above = row
        }
        return result
    }

    private static func paeth(_ left: UInt8, _ up: UInt8, _ corner: UInt8) -> UInt8 {
        let estimate = Int(left) + Int(up) - Int(corner)
        let a = abs(estimate - Int(left))
        let b = abs(estimate - Int(up))
        let c = abs(estimate - Int(corner))
        return a <= b && a <= c ? left : b <= c ? up : corner
    }
}
