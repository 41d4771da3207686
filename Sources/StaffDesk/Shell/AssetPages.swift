import Basics
import Hummingbird

/// Style and scripts.
struct AssetPages: Sendable {
    let assets: Assets

    func addRoutes(to router: Router<DeskContext>) {
        router.on("assets/{name}", method: .get) { request, context -> Response in
            guard let response = assets.response(context.parameters.get("name") ?? "", request) else {
                throw Refusal.noSuchPage
            }
            return response
        }
    }
}
