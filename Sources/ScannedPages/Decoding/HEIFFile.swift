import CLeptonica
import DocumentModel
import HEIFLibrary

/// Pictures of phones: HEIF with HEVC (HEIC) or AV1 (AVIF) inside, read by libheif.
struct HEIFFile: ~Copyable {
    private let context: OpaquePointer
    /// The pictures that are there for themselves, in file order; not thumbnails, masks and tiles.
    private let items: [heif_item_id]

    /// Most pictures of one file that are looked at.
    private static let maxPictures: Int32 = 1000

    /// - Throws: `truncated_image` for a file that is cut or damaged, `unsupported_format` for one without pictures that
    ///   libheif knows.
    init(path: String) throws(FileFault) {
        guard let context = heif_context_alloc() else {
            throw FileFault(code: .tooLarge, detail: "not enough memory for the file")
        }
        let read = heif_context_read_from_file(context, path, nil)
        var items: [heif_item_id] = []
        if read.code == heif_error_Ok {
            let count = min(heif_context_get_number_of_top_level_images(context), Self.maxPictures)
            items = Array(repeating: 0, count: Int(count))
            _ = heif_context_get_list_of_top_level_image_IDs(context, &items, count)
        }
        guard !items.isEmpty else {
            heif_context_free(context)
            throw Self.fault(read, doing: "opened")
        }
        self.context = context
        self.items = items
    }

    deinit { heif_context_free(context) }

    /// Sizes of the pictures as shown, in file order; `nil` for one that makes no sense.
    func sizes() -> [(width: Int, height: Int)?] {
        items.indices.map { index in
            guard let picture = picture(index) else { return nil }
            defer { heif_image_handle_release(picture) }
            return Self.size(picture)
        }
    }

    /// Decodes a picture as it is to be shown: libheif obeys turns and mirrorings.
    func decode(page: Int, maxPixels: Int) throws(FileFault) -> DecodedPage {
        guard items.indices.contains(page), let picture = picture(page) else {
            throw FileFault(code: .truncatedImage, detail: "no such page")
        }
        defer { heif_image_handle_release(picture) }
        let size = Self.size(picture)
        try FileKind.checkSize(width: size.width, height: size.height, maxPixels: maxPixels, pageIndex: page)
        var image: OpaquePointer?
        let decoded = heif_decode_image(
            picture, &image, heif_colorspace_RGB, heif_chroma_interleaved_RGB, nil)
        guard decoded.code == heif_error_Ok, let image else { throw Self.fault(decoded, doing: "decoded") }
        defer { heif_image_release(image) }
        var stride: Int32 = 0
        guard let rows = heif_image_get_plane_readonly(image, heif_channel_interleaved, &stride),
            heif_image_get_width(image, heif_channel_interleaved) >= size.width,
            heif_image_get_height(image, heif_channel_interleaved) >= size.height
        else { throw FileFault(code: .truncatedImage, detail: "HEIF picture without pixels") }
        let pix = SampleRows.picture(.colour, width: size.width, height: size.height) { y, row in
            let line = UnsafeBufferPointer(start: rows + y * Int(stride), count: row.count)
            return row.update(fromContentsOf: line) == row.count
        }
        guard let pix else { throw FileFault(code: .tooLarge, detail: "not enough memory for the page") }
        // The resolution that phones write into EXIF says nothing.
        return try DecodedPage(
            stored: try PictureEncoder.withoutNeedlessColour(pix), orientation: .upright, resolution: .stated(nil))
    }

    private func picture(_ index: Int) -> OpaquePointer? {
        var handle: OpaquePointer?
        guard heif_context_get_image_handle(context, items[index], &handle).code == heif_error_Ok else { return nil }
        return handle
    }

    private static func size(_ picture: OpaquePointer) -> (width: Int, height: Int) {
        (Int(heif_image_handle_get_width(picture)), Int(heif_image_handle_get_height(picture)))
    }

    private static func fault(_ error: heif_error, doing: String) -> FileFault {
        let number = "libheif error \(error.code.rawValue).\(error.subcode.rawValue)"
        switch error.code {
        case heif_error_Unsupported_filetype, heif_error_Unsupported_feature, heif_error_Plugin_loading_error,
            heif_error_Ok:
            return FileFault(code: .unsupportedFormat, detail: "HEIF picture of a kind that is not known, \(number)")
        case heif_error_Memory_allocation_error:
            return FileFault(code: .tooLarge, detail: "HEIF picture too large, \(number)")
        default: return FileFault(code: .truncatedImage, detail: "HEIF picture cannot be \(doing), \(number)")
        }
    }
}
