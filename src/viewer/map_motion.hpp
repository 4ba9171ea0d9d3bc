// SPDX-License-Identifier: MIT
#pragma once

#include "scene/camera.hpp"

namespace minemap {

// How the map follows the hand: drags at once, zooms eased over 150 ms around the point under the cursor.
class MapMotion {
public:
    void grab(glm::dvec2 at_px);
    // Moves with the cursor while it is held; true when the camera changed.
    bool drag(Camera& camera, glm::dvec2 at_px);
    // Ends the drag; true when it was none: a click.
    bool release(glm::dvec2 at_px);
    bool held() const noexcept { return held_; }

    void zoom(double factor, glm::dvec2 at_px);
    // Carries on what is under way; true while something moves.
    bool step(Camera& camera, double seconds);
    void finish(Camera& camera) { step(camera, 1e9); }
    bool moving() const noexcept { return zoom_left_ != 0; }

private:
    bool held_ = false, dragged_ = false;
    glm::dvec2 grabbed_px_{0, 0}, last_px_{0, 0}, zoom_at_px_{0, 0};
    double zoom_left_ = 0;    // logarithm of the factor still to go
    double zoom_seconds_ = 0; // time still to go
};

// Closer than a pixel of a millimetre, or farther than the earth in a thumbnail, there is nothing to see.
void limit_zoom(Camera& camera, double metres_per_unit);

} // namespace minemap
