package io.segue.configuration.plan;

import io.segue.configuration.document.Spot;

/** Why a plan cannot be carried out, and who can change that. */
public record Obstacle(Spot at, String words) {}
