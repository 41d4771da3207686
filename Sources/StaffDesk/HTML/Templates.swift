import Foundation
import Mustache

/// The templates of all pages, read once. They are part of the program: nothing has to lie beside it.
struct Templates: Sendable {
    private let library: MustacheLibrary

    /// All of them by name.
    static let sources: [(name: String, bytes: [UInt8])] = [
        ("account", PackageResources.account_mustache),
        ("accounts", PackageResources.accounts_mustache),
        ("account-admin", PackageResources.account_admin_mustache),
        ("admin", PackageResources.admin_mustache),
        ("arrange", PackageResources.arrange_mustache),
        ("audit", PackageResources.audit_mustache),
        ("batch", PackageResources.batch_mustache),
        ("batch-live", PackageResources.batch_live_mustache),
        ("batches", PackageResources.batches_mustache),
        ("batches-live", PackageResources.batches_live_mustache),
        ("case", PackageResources.case_mustache),
        ("document", PackageResources.document_mustache),
        ("error", PackageResources.error_mustache),
        ("issued", PackageResources.issued_mustache),
        ("jobs", PackageResources.jobs_mustache),
        ("layout", PackageResources.layout_mustache),
        ("link", PackageResources.link_mustache),
        ("page", PackageResources.page_mustache),
        ("page-acts", PackageResources.page_acts_mustache),
        ("reuse", PackageResources.reuse_mustache),
        ("review", PackageResources.review_mustache),
        ("review-item", PackageResources.review_item_mustache),
        ("review-place", PackageResources.review_place_mustache),
        ("search", PackageResources.search_mustache),
        ("search-hits", PackageResources.search_hits_mustache),
        ("sign-in", PackageResources.sign_in_mustache),
        ("sign-in-code", PackageResources.sign_in_code_mustache),
        ("stations", PackageResources.stations_mustache),
        ("thumbs", PackageResources.thumbs_mustache),
        ("waiting", PackageResources.waiting_mustache),
        ("waiting-item", PackageResources.waiting_item_mustache),
    ]

    /// - Throws: the parser's error for a template that is none; a test reads all of them.
    init() throws {
        var library = MustacheLibrary()
        for (name, bytes) in Self.sources { try library.register(String(decoding: bytes, as: UTF8.self), named: name) }
        self.library = library
    }

    /// - Throws: ``MissingTemplate``.
    func render(_ name: String, _ model: Model) throws -> String {
        guard let text = library.render(model, withTemplate: name) else { throw MissingTemplate(name: name) }
        return text
    }

    struct MissingTemplate: Error {
        var name: String
    }
}
