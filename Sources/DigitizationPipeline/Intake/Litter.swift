/// What systems, scanners and copying programs leave in folders. A name alone makes nothing litter: what holds a page
/// is a page, whatever it is called.
enum Litter {
    /// Whether files are called so that nobody scanned.
    static func isName(_ name: String) -> Bool {
        let name = name.lowercased()
        return names.contains(name) || beginnings.contains(where: name.hasPrefix)
            || endings.contains(where: name.hasSuffix)
    }

    /// Whether a folder is called so that nobody scanned it: thumbnails, recycle bins, resource forks.
    static func isFolderName(_ name: String) -> Bool {
        let name = name.lowercased()
        return folders.contains(name) || name.hasPrefix(".trash")
    }

    /// Whether a copying or saving program calls a file so before it is finished.
    static func isPartialName(_ name: String) -> Bool {
        let name = name.lowercased()
        return partial.contains(where: name.hasSuffix)
    }

    /// Pictures of these folders are small copies of others.
    static func isThumbnailFolder(_ name: String) -> Bool { thumbnails.contains(name.lowercased()) }

    /// What copying programs call a file that they have not finished.
    static let partial = [
        ".part", ".tmp", ".temp", ".partial", ".filepart", ".crdownload", ".download", ".opdownload", ".!ut", ".aria2",
    ]

    private static let names: Set<String> = [
        "thumbs.db", "thumbs.db:encryptable", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini", "folder.htt",
        "picasa.ini",
        "index.xml", "index.dat", "iconcache.db", "icon\r", "autorun.inf", "zbthumbnail.info", "synofile_thumb.db",
    ]

    private static let beginnings = [".", "~$", "~wrl", "~wrd", "@eadir", "$recycle", "._"]

    private static let endings =
        partial + [
            ".md5", ".sha1", ".sha256", ".sha512", ".sfv", ".lnk", ".url", ".swp", ".lck", ".lock", ".ds_store", ".xmp",
            "~",
        ]

    private static let thumbnails: Set<String> = ["@eadir", ".@__thumb", ".thumbnails", ".appledouble", "__macosx"]

    private static let folders: Set<String> = thumbnails.union([
        "lost+found", "$recycle.bin", "recycler", "#recycle", "#snapshot", "@tmp", "system volume information",
        ".spotlight-v100", ".fseventsd", ".temporaryitems", ".documentrevisions-v100", "network trash folder",
        "temporary items", ".picasaoriginals", ".stfolder", ".sync", ".git", ".svn",
    ])
}
