import CJPEG
import DocumentModel

/// JPEG data decoded by libjpeg.
struct JPEGPicture: ~Copyable {
    /// 8 bits gray or 32 bits colour.
    let pix: Pix
    /// Whether something about the data is not as it should be though no pixel is the worse for it: stray bytes, no end
    /// mark.
    let isOdd: Bool
    /// Whether some of the data is left over, so that a person should look whether the picture is right.
    let isDoubtful: Bool

    /// Decodes a file.
    ///
    /// - Parameters:
    ///   - eighths: size of the picture in eighths of the stored one, 1 to 8.
    ///   - transform: what a PDF says about the colours (`/ColorTransform`, 0 or 1); `nil` when the data decides.
    ///   - areInksLeftOut: whether inks are stored as what is left out of them; `nil` when the data decides.
    ///   - code: what to call data of which pixels are missing.
    /// - Throws: `code`; `too_large` when memory does not suffice.
    static func decode(
        path: String, eighths: Int = 8, transform: Int? = nil, areInksLeftOut: Bool? = nil,
        damage code: IssueCode = .truncatedImage
    ) throws(FileFault) -> JPEGPicture {
        let handle = sohoa_jpeg_open(path, nil, 0, Int32(eighths), Int32(transform ?? -1))
        if let handle, let areInksLeftOut { sohoa_jpeg_set_inks(handle, areInksLeftOut ? 1 : 0) }
        return try JPEGPicture(reading: handle, damage: code)
    }

    /// What is wrong with data, `nil` for sound data. All of it is decoded, but only an eighth of its size is made into
    /// pixels.
    static func fault(in data: [UInt8]) -> FileFault? {
        data.withUnsafeBufferPointer { bytes in
            do throws(FileFault) {
                _ = try JPEGPicture(
                    reading: sohoa_jpeg_open(nil, bytes.baseAddress, bytes.count, 1, -1), damage: .truncatedImage)
                return nil
            } catch { return error }
        }
    }

    consuming func taken() -> Pix { pix }

    /// - Parameter handle: is closed.
    private init(reading handle: OpaquePointer?, damage code: IssueCode) throws(FileFault) {
        guard let handle else { throw FileFault(code: code, detail: "JPEG header cannot be read") }
        defer { sohoa_jpeg_close(handle) }
        let isGray = sohoa_jpeg_channels(handle) == 1
        let (width, height) = (Int(sohoa_jpeg_width(handle)), Int(sohoa_jpeg_height(handle)))
        guard let pix = Pix(width: width, height: height, depth: isGray ? 8 : 32) else {
            throw FileFault(code: .tooLarge, detail: "not enough memory for \(width) x \(height) pixels")
        }
        let stride = pix.wordsPerRow * 4
        let outcome = pix.withMutableWords { words in
            words.withMemoryRebound(to: UInt8.self) { sohoa_jpeg_read(handle, $0.baseAddress, stride) }
        }
        guard outcome.faults == 0 else {
            let first = withUnsafeBytes(of: outcome.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            throw FileFault(code: code, detail: "\(outcome.faults) faults in the JPEG data: \(first)")
        }
        if isGray { pix.orderBytes() }
        self.pix = pix
        isOdd = outcome.oddities > 0 || outcome.has_end == 0
        isDoubtful = outcome.leftovers > 0
    }
}
