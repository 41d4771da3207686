import CLeptonica
import DocumentModel

/// A picture held by Leptonica; freed when its owner goes.
///
/// Depths are 1 (ink is 1), 2, 4, 8 (0 is black), 16 and 32 bits (red, green, blue and, rarely, alpha, from the most
/// significant byte down). Rows are padded to whole 32-bit words, the leftmost pixel in the most significant bits.
public struct Pix: ~Copyable {
    /// The handle, for calls into Leptonica that neither keep nor free it.
    public let handle: OpaquePix

    public typealias OpaquePix = UnsafeMutablePointer<CLeptonica.Pix>

    /// Takes over a handle that a Leptonica call returned; `nil` when the call failed.
    public init?(owning handle: OpaquePix?) {
        guard let handle else { return nil }
        self.handle = handle
    }

    /// A new picture of zeros; `nil` when a size is not positive, the depth is unknown or memory does not suffice.
    public init?(width: Int, height: Int, depth: Int) {
        guard let width = Int32(exactly: width), let height = Int32(exactly: height), let depth = Int32(exactly: depth)
        else { return nil }
        self.init(owning: pixCreate(width, height, depth))
    }

    deinit {
        var dying: OpaquePix? = handle
        pixDestroy(&dying)
    }

    /// Gives the handle away to a call that takes ownership of it; the caller has to see that it is freed.
    public consuming func release() -> OpaquePix {
        let released = handle
        discard self
        return released
    }

    /// Another owner of the same pixels; what one owner changes the other sees.
    public func clone() -> Pix? { Pix(owning: pixClone(handle)) }

    /// A copy with pixels of its own; `nil` when memory does not suffice.
    public func copy() -> Pix? { Pix(owning: pixCopy(nil, handle)) }
}

// MARK: - Facts

extension Pix {
    /// Pixels across.
    public var width: Int { Int(pixGetWidth(handle)) }
    /// Pixels down.
    public var height: Int { Int(pixGetHeight(handle)) }
    /// Bits a pixel.
    public var depth: Int { Int(pixGetDepth(handle)) }
    /// 32-bit words a row.
    public var wordsPerRow: Int { Int(pixGetWpl(handle)) }
    /// Samples a pixel: 1, 3 or, with alpha, 4.
    public var samplesPerPixel: Int { Int(pixGetSpp(handle)) }
    /// Whether the pixels are indices into a palette.
    public var hasColormap: Bool { pixGetColormap(handle) != nil }
    /// Whether the fourth sample of a 32-bit picture is its opacity.
    public var hasAlpha: Bool { depth == 32 && samplesPerPixel == 4 }

    /// Resolution in dots per inch, across and down; 0 when it is not known.
    public var resolution: (x: Int, y: Int) {
        get { (Int(pixGetXRes(handle)), Int(pixGetYRes(handle))) }
        nonmutating set {
            pixSetXRes(handle, Int32(clamping: newValue.x))
            pixSetYRes(handle, Int32(clamping: newValue.y))
        }
    }
}

// MARK: - Pixels

extension Pix {
    /// Reads the raster: `height * wordsPerRow` words, valid only within the body.
    public func withWords<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt32>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let words = UnsafeBufferPointer(start: pixGetData(handle), count: height * wordsPerRow)
        return try body(words)
    }

    /// Writes the raster: `height * wordsPerRow` words, valid only within the body.
    public func withMutableWords<Result, Failure: Error>(
        _ body: (UnsafeMutableBufferPointer<UInt32>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let words = UnsafeMutableBufferPointer(start: pixGetData(handle), count: height * wordsPerRow)
        return try body(words)
    }
}

extension Pix {
    /// Brings a raster that was written byte by byte, from left to right, into Leptonica's order: words of the machine.
    func orderBytes() { pixEndianByteSwap(handle) }
}

extension Pix {
    /// Whether all pixels, of 8 or 32 bits, have one colour.
    var isUniform: Bool {
        let (width, height, stride) = (width, height, wordsPerRow)
        let whole = depth == 32 ? width : width / 4
        let rest: UInt32 = depth == 32 || width % 4 == 0 ? 0 : ~0 << UInt32(32 - 8 * (width % 4))
        return withWords { words in
            guard let first = words.first else { return true }
            // A gray picture narrower than a word has but the rest of one.
            let colour = depth == 32 ? first : (first >> 24) * 0x0101_0101
            return (0..<height).allSatisfy { y in
                words[(y * stride)..<(y * stride + whole)].allSatisfy { $0 == colour }
                    && (rest == 0 || words[y * stride + whole] & rest == colour & rest)
            }
        }
    }
}

extension Pix {
    /// How often both sides of a bitonal picture have to be halved for it to have no more than so many pixels.
    func halvings(for maxPixels: Int) -> Int {
        guard depth == 1, maxPixels > 0 else { return 0 }
        var count = 0
        while (width >> count) * (height >> count) > maxPixels { count += 1 }
        return count
    }

    /// The bitonal picture with its sides halved so often; thin lines stay. 0 for any picture as it is.
    consuming func halved(_ count: Int) throws(FileFault) -> Pix {
        var pix = self
        for _ in 0..<count {
            guard let half = Pix(owning: pixReduceRankBinary2(pix.handle, 1, nil)) else {
                throw FileFault(code: .tooLarge, detail: "not enough memory for the page")
            }
            pix = half
        }
        return pix
    }
}
