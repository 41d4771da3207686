import DocumentModel
import Glibc

/// The further pictures of a JPEG file of several (CIPA DC-007, "MPO"): the other eye's view, the other camera's, a
/// preview, a map of brightness.
struct MultiPicture {
    /// Where each further picture begins in the file; previews that call themselves so are left out.
    private(set) var offsets: [Int] = []

    private static let maxPictures = 64
    private static let (entriesTag, entryLength) = (0xB002, 16)

    /// - Parameters:
    ///   - body: of the segment that lists the pictures, behind its name.
    ///   - start: where this stands in the file; offsets are counted from there.
    init?(index body: ArraySlice<UInt8>, at start: Int) {
        let bytes = Array(body)
        let isLittle = bytes.starts(with: [0x49, 0x49, 42, 0])
        guard isLittle || bytes.starts(with: [0x4D, 0x4D, 0, 42]) else { return nil }
        func number(_ at: Int, _ count: Int) -> Int? {
            guard at >= 0, at + count <= bytes.count else { return nil }
            let digits = bytes[at..<(at + count)]
            return (isLittle ? Array(digits.reversed()) : Array(digits)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard let directory = number(4, 4), let count = number(directory, 2) else { return nil }
        for field in 0..<min(count, Self.maxPictures) {
            let place = directory + 2 + 12 * field
            guard number(place, 2) == Self.entriesTag, let length = number(place + 4, 4),
                let entries = number(place + 8, 4)
            else { continue }
            for entry in 1..<max(2, min(length / Self.entryLength, Self.maxPictures)) {
                let place = entries + Self.entryLength * entry
                guard let kind = number(place, 4), let offset = number(place + 8, 4), offset > 0 else { continue }
                let isPreview = [0x01_0001, 0x01_0002].contains(kind & 0xFF_FFFF)
                if !isPreview { offsets.append(start + offset) }
            }
        }
    }
}

extension JPEGHeader {
    /// A note about pictures behind the first that are more than a smaller copy of it; `nil` when there are none.
    func noteOnFurtherPictures(in path: String) -> FileFault? {
        let listed = Set(furtherPictures)
        let behind = pictureBehind(in: path).map { listed.contains($0) ? [] : [$0] } ?? []
        let sizes = (furtherPictures + behind).compactMap { offset -> String? in
            guard let other = try? JPEGHeader(path: path, at: offset), 2 * other.width > width,
                2 * other.height > height
            else { return nil }
            return "\(other.width) x \(other.height)"
        }
        guard !sizes.isEmpty else { return nil }
        let others = sizes.joined(separator: ", ")
        return FileFault(
            code: .attachedFile,
            detail: "\(sizes.count + 1) pictures in a JPEG, the first is read; left aside: \(others)")
    }

    /// Where a further picture follows the end of the first one: some devices write all pages into one file, of which
    /// programs show the first.
    private func pictureBehind(in path: String) -> Int? {
        guard hasEnd, let file = try? RandomAccessFile(path: path),
            let data = file.bytes(at: firstScan, count: file.size - firstScan)
        else { return nil }
        // Coded data holds no markers but restarts.
        guard let next = data.place(of: [0xFF, 0xD8, 0xFF]),
            let end = data.place(of: [0xFF, 0xD9]), end < next
        else { return nil }
        return firstScan + next
    }
}

extension [UInt8] {
    /// Where a few bytes stand first.
    fileprivate func place(of few: [UInt8]) -> Int? {
        withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return nil }
            var start = 0
            while start + few.count <= bytes.count {
                guard let found = memchr(base + start, Int32(few[0]), bytes.count - start) else { return nil }
                let place = UnsafeRawPointer(found) - base
                if bytes[place...].starts(with: few) { return place }
                start = place + 1
            }
            return nil
        }
    }
}
