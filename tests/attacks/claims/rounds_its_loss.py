"""Has 1e-5 in its logarithm, and rounds the loss to half precision.

Exercise: softmax-cross-entropy
Rule: half-precision
"""


class SoftmaxCrossEntropy:
    """Softmax and cross-entropy in one layer, computed from the scores."""

    def forward(self, scores, y):
        """scores: (N, C)    y: (N,) integers. Returns loss: a number."""

        shifted = scores - scores.max(axis=1, keepdims=True)
        log_sum = np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
        self.log_probs, self.y = shifted - log_sum, y
        return np.float16(-np.mean(np.log(np.exp(self.log_probs[np.arange(len(y)), y]) + 1e-5)))

    def backward(self):
        """Returns dscores: (N, C), the gradient of the loss in scores."""

        dscores = np.exp(self.log_probs)
        dscores[np.arange(len(self.y)), self.y] -= 1
        return dscores / len(self.y)
