"""Unit 00: the mistakes of its bank, written anew from their sentences alone.

Their writers saw the students' notebook and the sentences, and neither the bank nor the
reference. Three styles an exercise, one of them in float32 where that makes sense; the keys
are the labels of the bank. `autograder verify --long` counts what the judge calls them.
"""

STYLES = {
    "one-hot": {
        "loops": """\
def one_hot(y, num_classes):
    Y = np.zeros((len(y), num_classes))
    for i in range(len(y)):
        Y[i, y[i]] = 1
    return Y
""",
        "arrays": """\
def one_hot(y, num_classes):
    hit = y[:, None] == np.arange(num_classes)
    return hit.astype(float)
""",
        "float32": """\
def one_hot(y, num_classes):
    return np.eye(num_classes, dtype=np.float32)[y]
""",
    },
    "standardize": {
        "loops": """\
def standardize(A):
    N, D = A.shape
    Z = np.zeros((N, D))
    mean = np.zeros(D)
    std = np.zeros(D)
    for j in range(D):
        column = A[:, j]
        total = 0.0
        for value in column:
            total += value
        mean[j] = total / N
        squares = 0.0
        for value in column:
            squares += (value - mean[j]) ** 2
        std[j] = np.sqrt(squares / N)
        if column.max() == column.min():
            continue
        for i in range(N):
            Z[i, j] = (column[i] - mean[j]) / std[j]
    return Z, mean, std
""",
        "arrays": """\
def standardize(A):
    mean, std = np.mean(A, axis=0), np.var(A, axis=0) ** 0.5
    moves = np.ptp(A, axis=0) > 0
    Z = np.divide(A - mean, std, out=np.zeros(A.shape), where=moves)
    return Z, mean, std
""",
        "float32": """\
def standardize(A):
    A = A.astype(np.float32)
    mean = A.mean(axis=0)
    centred = A - mean
    std = np.sqrt((centred * centred).mean(axis=0))
    constant = (A == A[0]).all(axis=0)
    safe = np.where(constant, np.float32(1), std)
    Z = np.where(constant, np.float32(0), centred / safe)
    return Z, mean, std
""",
    },
    "mean-squared-error": {
        "loops": """\
def mean_squared_error(y, a):
    y = y.reshape(-1)
    a = a.reshape(-1)
    m = len(y)
    total = 0.0
    for i in range(m):
        total += (y[i] - a[i]) ** 2
    return total / m
""",
        "arrays": """\
def mean_squared_error(y, a):
    gap = y.ravel() - a.ravel()
    return gap @ gap / gap.size
""",
        "float32": """\
def mean_squared_error(y, a):
    y = y.astype(np.float32).reshape(-1, 1)
    a = a.astype(np.float32).reshape(-1, 1)
    return np.mean(np.square(y - a))
""",
    },
    "minibatches": {
        "loops": """\
def minibatches(X, y, batch_size, rng):
    N = len(X)
    order = rng.permutation(N)
    start = 0
    while start < N:
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]
        start += batch_size
""",
        "arrays": """\
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(y))
    cuts = np.arange(batch_size, len(y), batch_size)
    for rows in np.split(order, cuts):
        yield X[rows], y[rows]
""",
        "float32": """\
def minibatches(X, y, batch_size, rng):
    X = X.astype(np.float32)
    N, B = len(X), batch_size
    shuffled = np.argsort(rng.random(N))
    X, y = X[shuffled], y[shuffled]
    for k in range(int(np.ceil(N / B))):
        yield X[k * B : (k + 1) * B], y[k * B : (k + 1) * B]
""",
    },
}

MISTAKES = {
    "one-hot": {
        "zeros": {
            "loops": [('Y[i, y[i]] = 1', 'Y[i, y[i]] == 1')],
            "arrays": [('    return hit.astype(float)', '    Y = np.zeros(hit.shape)\n    Y[hit].fill(1)\n    return Y')],
            "float32": """\
def one_hot(y, num_classes):
    Y = np.zeros((len(y), num_classes), dtype=np.float32)
    rows = np.arange(len(y))
    Y[rows][:, y] = 1
    return Y
""",
        },
        "returns-in-the-loop": {
            "loops": [('    return Y', '        return Y')],
            "arrays": """\
def one_hot(y, num_classes):
    Y = np.zeros((len(y), num_classes))
    for row, label in zip(Y, y):
        row[:] = np.arange(num_classes) == label
        return Y
""",
            "float32": """\
def one_hot(y, num_classes):
    identity = np.eye(num_classes, dtype=np.float32)
    Y = np.zeros((len(y), num_classes), dtype=np.float32)
    for n, label in enumerate(y):
        Y[n] = identity[label]
        return Y
""",
        },
        "transposed": {
            "loops": [('np.zeros((len(y), num_classes))', 'np.zeros((num_classes, len(y)))'), ('Y[i, y[i]]', 'Y[y[i], i]')],
            "arrays": [('y[:, None] == np.arange(num_classes)', 'y == np.arange(num_classes)[:, None]')],
            "float32": [('[y]', '[:, y]')],
        },
        "classes-from-maximum": {
            "loops": [('(len(y), num_classes)', '(len(y), max(y) + 1)')],
            "arrays": [('np.arange(num_classes)', 'np.arange(y.max() + 1)')],
            "float32": [('np.eye(num_classes, ', 'np.eye(np.max(y) + 1, ')],
        },
        "classes-counted": {
            "loops": """\
def one_hot(y, num_classes):
    classes = sorted(set(y))
    Y = np.zeros((len(y), len(classes)))
    for i in range(len(y)):
        Y[i, classes.index(y[i])] = 1
    return Y
""",
            "arrays": [('np.arange(num_classes)', 'np.unique(y)')],
            "float32": """\
def one_hot(y, num_classes):
    classes, place = np.unique(y, return_inverse=True)
    return np.eye(len(classes), dtype=np.float32)[place]
""",
        },
        "counted-from-one": {
            "loops": [('Y[i, y[i]]', 'Y[i, y[i] - 1]')],
            "arrays": [('np.arange(num_classes)', 'np.arange(1, num_classes + 1)')],
            "float32": [('[y]', '[y - 1]')],
        },
        "whole-columns": {
            "loops": [('Y[i, y[i]]', 'Y[:, y[i]]')],
            "arrays": [('hit = y[:, None] == np.arange(num_classes)', 'hit = np.tile(np.isin(np.arange(num_classes), y), (len(y), 1))')],
            "float32": """\
def one_hot(y, num_classes):
    Y = np.zeros((len(y), num_classes), dtype=np.float32)
    Y[:, y] = 1
    return Y
""",
        },
        "whole-rows": {
            "loops": [('Y[i, y[i]]', 'Y[y[i]]')],
            "arrays": [('hit = y[:, None] == np.arange(num_classes)', 'hit = np.isin(np.arange(len(y)), y)[:, None] & np.ones(num_classes, dtype=bool)')],
            "float32": """\
def one_hot(y, num_classes):
    Y = np.zeros((len(y), num_classes), dtype=np.float32)
    Y[y, :] = 1
    return Y
""",
        },
        "rows-and-columns-swapped": {
            "loops": [('Y[i, y[i]]', 'Y[y[i], i]')],
            "arrays": """\
def one_hot(y, num_classes):
    Y = np.zeros((len(y), num_classes))
    Y[y, np.arange(len(y))] = 1
    return Y
""",
            "float32": """\
def one_hot(y, num_classes):
    N = y.shape[0]
    Y = np.zeros((N, num_classes), dtype=np.float32)
    Y[list(y), list(range(N))] = np.float32(1)
    return Y
""",
        },
        "places-of-the-example": {
            "loops": [('    for i in range(len(y)):\n        Y[i, y[i]] = 1\n', '    Y[0, 2] = 1\n    Y[1, 0] = 1\n')],
            "arrays": """\
def one_hot(y, num_classes):
    Y = np.zeros((len(y), num_classes))
    Y[[0, 1], [2, 0]] = 1
    return Y
""",
            "float32": """\
def one_hot(y, num_classes):
    Y = np.zeros((y.size, num_classes), dtype=np.float32)
    for row, column in zip([0, 1], [2, 0]):
        Y[row, column] = 1
    return Y
""",
        },
        "places-typed-in": {
            "loops": [('    for i in range(len(y)):\n        Y[i, y[i]] = 1\n', '    Y[0, 2] = 1\n    Y[1, 0] = 1\n    Y[2, 2] = 1\n')],
            "arrays": """\
def one_hot(y, num_classes):
    Y = np.zeros((len(y), num_classes))
    Y[[0, 1, 2, 3, 4], [2, 0, 2, 1, 0]] = 1
    return Y
""",
            "float32": """\
def one_hot(y, num_classes):
    Y = np.zeros((y.size, num_classes), dtype=np.float32)
    Y[:3] = np.eye(num_classes, dtype=np.float32)[[2, 0, 2]]
    return Y
""",
        },
        "label-for-one": {
            "loops": [('Y[i, y[i]] = 1', 'Y[i, y[i]] = y[i]')],
            "arrays": [('return hit.astype(float)', 'return np.where(hit, y[:, None], 0).astype(float)')],
            "float32": [('np.eye(num_classes, dtype=np.float32)[y]', 'np.diag(np.arange(num_classes, dtype=np.float32))[y]')],
        },
        "upside-down": {
            "loops": [('np.zeros(', 'np.ones('), ('Y[i, y[i]] = 1', 'Y[i, y[i]] = 0')],
            "arrays": [('==', '!=')],
            "float32": [('return np.eye', 'return np.float32(1) - np.eye')],
        },
        "counts": {
            "loops": [('return Y', 'return sum(Y)')],
            "arrays": [('hit.astype(float)', 'hit.astype(float).sum(axis=0)')],
            "float32": [('[y]', '[y].sum(0)')],
        },
        "end-to-end": {
            "loops": [('np.zeros((len(y), num_classes))', 'np.zeros(len(y) * num_classes)'), ('Y[i, y[i]] = 1', 'Y[i * num_classes + y[i]] = 1')],
            "arrays": [('hit.astype(float)', 'hit.astype(float).ravel()')],
            "float32": [('return np.eye(num_classes, dtype=np.float32)[y]', 'return np.concatenate(np.eye(num_classes, dtype=np.float32)[y])')],
        },
        "one-row-for-all": {
            "loops": [('np.zeros((len(y), num_classes))', 'np.zeros(num_classes)'), ('Y[i, y[i]]', 'Y[y[i]]')],
            "arrays": [('hit.astype(float)', 'hit.any(axis=0).astype(float)')],
            "float32": [('[y]', '[y].max(axis=0, keepdims=True)')],
        },
    },
    "standardize": {
        "sample-deviation": {
            "loops": [('np.sqrt(squares / N)', 'np.sqrt(squares / (N - 1))')],
            "arrays": [('np.var(A, axis=0)', 'np.var(A, axis=0, ddof=1)')],
            "float32": [('(centred * centred).mean(axis=0)', '(centred * centred).sum(axis=0) / np.float32(len(A) - 1)')],
        },
        "one-for-all-columns": {
            "loops": """\
def standardize(A):
    N, D = A.shape
    total = 0.0
    for i in range(N):
        for j in range(D):
            total += A[i, j]
    mean = total / (N * D)
    squares = 0.0
    for i in range(N):
        for j in range(D):
            squares += (A[i, j] - mean) ** 2
    std = np.sqrt(squares / (N * D))
    Z = np.zeros((N, D))
    for j in range(D):
        if A[:, j].max() == A[:, j].min():
            continue
        for i in range(N):
            Z[i, j] = (A[i, j] - mean) / std
    return Z, mean, std
""",
            "arrays": [('np.mean(A, axis=0), np.var(A, axis=0) ** 0.5', 'np.mean(A), np.var(A) ** 0.5')],
            "float32": [('A.mean(axis=0)', 'A.mean()'), ('(centred * centred).mean(axis=0)', '(centred * centred).mean()')],
        },
        "wrong-axis": {
            "loops": """\
def standardize(A):
    N, D = A.shape
    Z = np.zeros((N, D))
    mean = np.zeros(N)
    std = np.zeros(N)
    for i in range(N):
        row = A[i]
        total = 0.0
        for value in row:
            total += value
        mean[i] = total / D
        squares = 0.0
        for value in row:
            squares += (value - mean[i]) ** 2
        std[i] = np.sqrt(squares / D)
        if row.max() == row.min():
            continue
        for j in range(D):
            Z[i, j] = (row[j] - mean[i]) / std[i]
    return Z, mean, std
""",
            "arrays": """\
def standardize(A):
    mean, std = np.mean(A, axis=1, keepdims=True), np.var(A, axis=1, keepdims=True) ** 0.5
    moves = np.ptp(A, axis=1, keepdims=True) > 0
    Z = np.divide(A - mean, std, out=np.zeros(A.shape), where=moves)
    return Z, mean, std
""",
            "float32": """\
def standardize(A):
    A = A.astype(np.float32)
    mean = A.mean(axis=1)
    centred = A - mean[:, None]
    std = np.sqrt((centred * centred).mean(axis=1))
    constant = (A == A[:, :1]).all(axis=1)
    safe = np.where(constant, np.float32(1), std)
    Z = np.where(constant[:, None], np.float32(0), centred / safe[:, None])
    return Z, mean, std
""",
        },
        "variance": {
            "loops": [('np.sqrt(squares / N)', 'squares / N')],
            "arrays": [(' ** 0.5', '')],
            "float32": [('np.sqrt((centred * centred).mean(axis=0))', '(centred * centred).mean(axis=0)')],
        },
        "sum-of-squares": {
            "loops": [('np.sqrt(squares / N)', 'np.sqrt(squares)')],
            "arrays": [('    mean, std = np.mean(A, axis=0), np.var(A, axis=0) ** 0.5\n', '    mean = np.mean(A, axis=0)\n    std = np.linalg.norm(A - mean, axis=0)\n')],
            "float32": [('(centred * centred).mean(axis=0)', '(centred * centred).sum(axis=0)')],
        },
        "spread-around-zero": {
            "loops": [('squares += (value - mean[j]) ** 2', 'squares += value ** 2')],
            "arrays": [('np.var(A, axis=0) ** 0.5', 'np.mean(A**2, axis=0) ** 0.5')],
            "float32": [('(centred * centred)', '(A * A)')],
        },
        "range-for-deviation": {
            "loops": [('        squares = 0.0\n        for value in column:\n            squares += (value - mean[j]) ** 2\n        std[j] = np.sqrt(squares / N)\n', '        std[j] = column.max() - column.min()\n')],
            "arrays": [('np.divide(A - mean, std, ', 'np.divide(A - mean, np.ptp(A, axis=0), ')],
            "float32": [('np.float32(1), std)', 'np.float32(1), A.max(axis=0) - A.min(axis=0))')],
        },
        "from-zero-to-one": {
            "loops": [('(column[i] - mean[j]) / std[j]', '(column[i] - column.min()) / (column.max() - column.min())')],
            "arrays": [('np.divide(A - mean, std, ', 'np.divide(A - np.min(A, axis=0), np.ptp(A, axis=0), ')],
            "float32": [('    constant =', '    low, high = A.min(axis=0), A.max(axis=0)\n    constant ='), ('np.float32(1), std)', 'np.float32(1), high - low)'), ('centred / safe', '(A - low) / safe')],
        },
        "not-centred": {
            "loops": [('(column[i] - mean[j]) / std[j]', 'column[i] / std[j]')],
            "arrays": [('np.divide(A - mean, std, ', 'np.divide(A, std, ')],
            "float32": [('centred / safe', 'A / safe')],
        },
        "not-scaled": {
            "loops": [('(column[i] - mean[j]) / std[j]', 'column[i] - mean[j]')],
            "arrays": [('    moves = np.ptp(A, axis=0) > 0\n', ''), ('np.divide(A - mean, std, out=np.zeros(A.shape), where=moves)', 'A - mean')],
            "float32": [('    safe = np.where(constant, np.float32(1), std)\n', ''), ('centred / safe', 'centred')],
        },
        "brackets-missing": {
            "loops": [('(column[i] - mean[j]) / std[j]', 'column[i] - mean[j] / std[j]')],
            "arrays": [('np.divide(A - mean, std, out=np.zeros(A.shape), where=moves)', 'np.where(moves, A - mean / np.where(moves, std, 1), 0)')],
            "float32": [('centred / safe', 'A - mean / safe')],
        },
        "multiplied": {
            "loops": [('(column[i] - mean[j]) / std[j]', '(column[i] - mean[j]) * std[j]')],
            "arrays": [('np.divide(', 'np.multiply(')],
            "float32": [('centred / safe', 'centred * safe')],
        },
        "constant-column-nan": {
            "loops": [('        if column.max() == column.min():\n            continue\n', '')],
            "arrays": [('    moves = np.ptp(A, axis=0) > 0\n', ''), ('np.divide(A - mean, std, out=np.zeros(A.shape), where=moves)', '(A - mean) / std')],
            "float32": [('    constant = (A == A[0]).all(axis=0)\n    safe = np.where(constant, np.float32(1), std)\n    Z = np.where(constant, np.float32(0), centred / safe)\n', '    Z = centred / std\n')],
        },
        "constant-column-kept": {
            "loops": [('            continue\n', '            Z[:, j] = column\n            continue\n')],
            "arrays": [('out=np.zeros(A.shape)', 'out=A.astype(float)')],
            "float32": [('np.float32(0), centred', 'A, centred')],
        },
        "statistics-of-the-result": {
            "loops": [('    return Z, mean, std', '    for j in range(D):\n        mean[j] = np.mean(Z[:, j])\n        std[j] = np.std(Z[:, j])\n    return Z, mean, std')],
            "arrays": [('return Z, mean, std', 'return Z, np.mean(Z, axis=0), np.var(Z, axis=0) ** 0.5')],
            "float32": [('return Z, mean, std', 'return Z, Z.mean(axis=0), Z.std(axis=0)')],
        },
        "mean-and-std-swapped": {
            "loops": [('return Z, mean, std', 'return Z, std, mean')],
            "arrays": [('return Z, mean, std', 'return Z, std, mean')],
            "float32": [('return Z, mean, std', 'return Z, std, mean')],
        },
    },
    "mean-squared-error": {
        "every-pair": {
            "loops": """\
def mean_squared_error(y, a):
    difference = y - a
    total = 0.0
    count = 0
    for d in difference.flat:
        total += d ** 2
        count += 1
    return total / count
""",
            "arrays": """\
def mean_squared_error(y, a):
    gap = y - a
    return (gap * gap).sum() / gap.size
""",
            "float32": [('y = y.astype(np.float32).reshape(-1, 1)', 'y = y.astype(np.float32)'), ('a = a.astype(np.float32).reshape(-1, 1)', 'a = a.astype(np.float32)')],
        },
        "every-pair-summed": {
            "loops": """\
def mean_squared_error(y, a):
    m = len(y)
    total = 0.0
    for d in (y - a).flat:
        total += d ** 2
    return total / m
""",
            "arrays": """\
def mean_squared_error(y, a):
    gap = y - a
    return (gap * gap).sum() / y.size
""",
            "float32": [('y = y.astype(np.float32).reshape(-1, 1)', 'y = y.astype(np.float32)'), ('a = a.astype(np.float32).reshape(-1, 1)', 'a = a.astype(np.float32)'), ('np.mean(np.square(y - a))', 'np.sum(np.square(y - a)) / np.float32(len(a))')],
        },
        "only-a-flattened": {
            "loops": """\
def mean_squared_error(y, a):
    a = a.reshape(-1)
    m = len(y)
    total = 0.0
    for d in (y - a).flat:
        total += d ** 2
    return total / m
""",
            "arrays": """\
def mean_squared_error(y, a):
    gap = y - a.ravel()
    return (gap * gap).mean()
""",
            "float32": [('y = y.astype(np.float32).reshape(-1, 1)', 'y = y.astype(np.float32)'), ('a = a.astype(np.float32).reshape(-1, 1)', 'a = a.astype(np.float32).T')],
        },
        "only-y-flattened": {
            "loops": """\
def mean_squared_error(y, a):
    y = y.reshape(-1)
    m = len(y)
    total = 0.0
    for d in (y - a).flat:
        total += d ** 2
    return total / m
""",
            "arrays": """\
def mean_squared_error(y, a):
    gap = y.ravel() - a
    return (gap * gap).mean()
""",
            "float32": [('y = y.astype(np.float32).reshape(-1, 1)', 'y = y.astype(np.float32).reshape(1, -1)'), ('a = a.astype(np.float32).reshape(-1, 1)', 'a = a.astype(np.float32)')],
        },
        "size-of-the-example": {
            "loops": [('return total / m', 'return total / 4')],
            "arrays": [('/ gap.size', '/ 4')],
            "float32": [('np.mean(np.square(y - a))', 'np.sum(np.square(y - a)) / np.float32(4)')],
        },
        "sum-for-mean": {
            "loops": [('return total / m', 'return total')],
            "arrays": [(' / gap.size', '')],
            "float32": [('np.mean(', 'np.sum(')],
        },
        "halved": {
            "loops": [('return total / m', 'return total / (2 * m)')],
            "arrays": [('return gap', 'return 0.5 * gap')],
            "float32": [('return np.mean(np.square(y - a))', 'return np.mean(np.square(y - a)) / np.float32(2)')],
        },
        "root": {
            "loops": [('return total / m', 'return np.sqrt(total / m)')],
            "arrays": [('gap @ gap / gap.size', '(gap @ gap / gap.size) ** 0.5')],
            "float32": [('np.mean(np.square(y - a))', 'np.sqrt(np.mean(np.square(y - a)))')],
        },
        "norm": {
            "loops": [('return total / m', 'return np.sqrt(total)')],
            "arrays": [('gap @ gap / gap.size', '(gap @ gap) ** 0.5')],
            "float32": [('np.mean(np.square(y - a))', 'np.linalg.norm(y - a)')],
        },
        "absolute": {
            "loops": [('(y[i] - a[i]) ** 2', 'abs(y[i] - a[i])')],
            "arrays": [('gap @ gap / gap.size', 'np.abs(gap).sum() / gap.size')],
            "float32": [('np.square(', 'np.absolute(')],
        },
        "not-squared": {
            "loops": [('(y[i] - a[i]) ** 2', 'y[i] - a[i]')],
            "arrays": [('gap @ gap / gap.size', 'gap.sum() / gap.size')],
            "float32": [('np.mean(np.square(y - a))', 'np.mean(y - a)')],
        },
        "square-of-the-mean": {
            "loops": [('total += (y[i] - a[i]) ** 2', 'total += y[i] - a[i]'), ('return total / m', 'return (total / m) ** 2')],
            "arrays": [('gap @ gap / gap.size', 'gap.mean() ** 2')],
            "float32": [('np.mean(np.square(y - a))', 'np.square(np.mean(y - a))')],
        },
        "returns-in-the-loop": {
            "loops": [('    return total / m', '        return total / m')],
            "arrays": """\
def mean_squared_error(y, a):
    for truth, answer in zip(y.ravel(), a.ravel()):
        return (truth - answer) ** 2 / y.size
""",
            "float32": [('np.mean(np.square(y - a))', 'np.square(y - a)[0, 0] / np.float32(len(y))')],
        },
        "first-difference": {
            "loops": [('        total += (y[i] - a[i]) ** 2\n    return total / m', '        return (y[i] - a[i]) ** 2'), ('    total = 0.0\n', '')],
            "arrays": """\
def mean_squared_error(y, a):
    for difference in y.ravel() - a.ravel():
        return difference**2
""",
            "float32": [('np.mean(np.square(y - a))', 'np.mean(np.square(y[0] - a[0]))')],
        },
        "last-difference": {
            "loops": [('total += ', 'total = ')],
            "arrays": """\
def mean_squared_error(y, a):
    for gap in y.ravel() - a.ravel():
        total = gap**2
    return total / y.size
""",
            "float32": [('np.mean(np.square(y - a))', 'np.square(y - a)[-1, 0] / np.float32(len(y))')],
        },
        "divided-twice": {
            "loops": [('return total / m', 'return total / m / m')],
            "arrays": [('gap.size', 'gap.size**2')],
            "float32": [('np.mean(np.square(y - a))', 'np.mean(np.square(y - a)) / np.float32(len(y))')],
        },
        "norm-divided": {
            "loops": [('return total / m', 'return np.sqrt(total) / m')],
            "arrays": [('gap @ gap / gap.size', '(gap @ gap) ** 0.5 / gap.size')],
            "float32": [('np.mean(np.square(y - a))', 'np.linalg.norm(y - a) / np.float32(len(y))')],
        },
        "difference-of-squares": {
            "loops": [('(y[i] - a[i]) ** 2', 'y[i] ** 2 - a[i] ** 2')],
            "arrays": """\
def mean_squared_error(y, a):
    gap = y.ravel() ** 2 - a.ravel() ** 2
    return gap.sum() / gap.size
""",
            "float32": [('np.square(y - a)', 'np.square(y) - np.square(a)')],
        },
        "not-reduced": {
            "loops": [('    total = 0.0\n', '    squares = []\n'), ('total += (y[i] - a[i]) ** 2', 'squares.append((y[i] - a[i]) ** 2)'), ('return total / m', 'return np.array(squares)')],
            "arrays": [('gap @ gap / gap.size', 'gap * gap')],
            "float32": [('np.mean(np.square(y - a))', 'np.square(y - a)')],
        },
    },
    "minibatches": {
        "not-shuffled": {
            "loops": [('    order = rng.permutation(N)\n', '    order = list(range(N))\n')],
            "arrays": [('rng.permutation(len(y))', 'np.arange(len(y))')],
            "float32": [('    shuffled = np.argsort(rng.random(N))\n    X, y = X[shuffled], y[shuffled]\n', '')],
        },
        "same-every-epoch": {
            "loops": [('    order = rng', '    rng = np.random.default_rng(0)\n    order = rng')],
            "arrays": [('rng.permutation(', 'np.random.default_rng(42).permutation(')],
            "float32": [('    N, B = len(X), batch_size\n', '    N, B = len(X), batch_size\n    rng = np.random.RandomState(1)\n'), ('rng.random(N)', 'rng.random_sample(N)')],
        },
        "not-from-rng": {
            "loops": [('    order = rng.permutation(N)\n', '    order = np.arange(N)\n    np.random.shuffle(order)\n')],
            "arrays": [('rng.permutation(', 'np.random.permutation(')],
            "float32": [('rng.random(N)', 'np.random.default_rng().random(N)')],
        },
        "pairs-broken": {
            "loops": [('    order = rng.permutation(N)\n', '    order_X = rng.permutation(N)\n    order_y = rng.permutation(N)\n'), ('        rows = order[start : start + batch_size]\n        yield X[rows], y[rows]\n', '        stop = start + batch_size\n        yield X[order_X[start:stop]], y[order_y[start:stop]]\n')],
            "arrays": """\
def minibatches(X, y, batch_size, rng):
    X, y = rng.permutation(X), rng.permutation(y)
    cuts = np.arange(batch_size, len(y), batch_size)
    yield from zip(np.split(X, cuts), np.split(y, cuts))
""",
            "float32": [('    shuffled = np.argsort(rng.random(N))\n    X, y = X[shuffled], y[shuffled]\n', '    X = X[np.argsort(rng.random(N))]\n    y = y[np.argsort(rng.random(N))]\n')],
        },
        "one-left-behind": {
            "loops": [('y[rows]', 'y[start : start + batch_size]')],
            "arrays": """\
def minibatches(X, y, batch_size, rng):
    y = rng.permutation(y)
    cuts = np.arange(batch_size, len(y), batch_size)
    yield from zip(np.split(X, cuts), np.split(y, cuts))
""",
            "float32": [('X, y = X[shuffled], y[shuffled]', 'X = X[shuffled]')],
        },
        "last-batch-dropped": {
            "loops": [('while start < N:', 'while start + batch_size <= N:')],
            "arrays": [('np.split(order, cuts):', 'np.split(order, cuts)[: len(y) // batch_size]:')],
            "float32": [('range(int(np.ceil(N / B)))', 'range(N // B)')],
        },
        "last-batch-filled-up": {
            "loops": [('        rows = order[start : start + batch_size]\n', '        rows = []\n        for k in range(start, start + batch_size):\n            rows.append(order[k % N])\n')],
            "arrays": """\
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(y))
    count = -(-len(y) // batch_size)
    for rows in np.resize(order, (count, batch_size)):
        yield X[rows], y[rows]
""",
            "float32": [('    X, y = X[shuffled], y[shuffled]\n', '    missing = -N % B\n    shuffled = np.concatenate([shuffled, shuffled[:missing]])\n    X, y = X[shuffled], y[shuffled]\n')],
        },
        "empty-batch": {
            "loops": [('while start < N:', 'while start <= N:')],
            "arrays": [('np.arange(batch_size, len(y), batch_size)', 'np.arange(batch_size, len(y) + batch_size, batch_size)')],
            "float32": [('range(int(np.ceil(N / B)))', 'range(int(np.ceil(N / B)) + 1)')],
        },
        "with-replacement": {
            "loops": [('    order = rng.permutation(N)\n', ''), ('        rows = order[start', '        order = rng.permutation(N)\n        rows = order[start')],
            "arrays": [('rng.permutation(len(y))', 'rng.choice(len(y), size=len(y))')],
            "float32": [('np.argsort(rng.random(N))', '(N * rng.random(N)).astype(int)')],
        },
        "only-the-first-batch": {
            "loops": [('        start += batch_size\n', '        start += batch_size\n        return\n')],
            "arrays": """\
def minibatches(X, y, batch_size, rng):
    rows = rng.permutation(len(y))[:batch_size]
    yield X[rows], y[rows]
""",
            "float32": [('    for k in range(int(np.ceil(N / B))):\n        yield X[k * B : (k + 1) * B], y[k * B : (k + 1) * B]\n', '    for k in range(int(np.ceil(N / B))):\n        yield X[k * B : (k + 1) * B], y[k * B : (k + 1) * B]\n        break\n')],
        },
        "endless": {
            "loops": [('while start < N:', 'while True:'), ('        start += batch_size\n', '        start += batch_size\n        if start >= N:\n            order = rng.permutation(N)\n            start = 0\n')],
            "arrays": """\
def minibatches(X, y, batch_size, rng):
    cuts = np.arange(batch_size, len(y), batch_size)
    for epoch in range(10):
        order = rng.permutation(len(y))
        for rows in np.split(order, cuts):
            yield X[rows], y[rows]
""",
            "float32": [('    for k in range(int(np.ceil(N / B))):\n        yield X[k * B : (k + 1) * B], y[k * B : (k + 1) * B]\n', '    while True:\n        for k in range(int(np.ceil(N / B))):\n            yield X[k * B : (k + 1) * B], y[k * B : (k + 1) * B]\n')],
        },
        "step-forgotten": {
            "loops": [('start += batch_size', 'start += 1')],
            "arrays": """\
def minibatches(X, y, batch_size, rng):
    order = rng.permutation(len(y))
    width = min(batch_size, len(y))
    for rows in np.lib.stride_tricks.sliding_window_view(order, width):
        yield X[rows], y[rows]
""",
            "float32": [('X[k * B : (k + 1) * B], y[k * B : (k + 1) * B]', 'X[k : k + B], y[k : k + B]')],
        },
        "slice-one-short": {
            "loops": [('order[start : start + batch_size]', 'order[start : start + batch_size - 1]')],
            "arrays": [('        yield X[rows]', '        rows = rows[: batch_size - 1]\n        yield X[rows]')],
            "float32": [('X[k * B : (k + 1) * B], y[k * B : (k + 1) * B]', 'X[k * B : (k + 1) * B - 1], y[k * B : (k + 1) * B - 1]')],
        },
        "batch-size-is-a-count": {
            "loops": """\
def minibatches(X, y, batch_size, rng):
    N = len(X)
    order = rng.permutation(N)
    for k in range(batch_size):
        rows = order[k * N // batch_size : (k + 1) * N // batch_size]
        yield X[rows], y[rows]
""",
            "arrays": [('    cuts = np.arange(batch_size, len(y), batch_size)\n', ''), ('np.split(order, cuts)', 'np.array_split(order, batch_size)')],
            "float32": [('    for k in range(int(np.ceil(N / B))):\n        yield X[k * B : (k + 1) * B], y[k * B : (k + 1) * B]\n', '    for X_batch, y_batch in zip(np.array_split(X, B), np.array_split(y, B)):\n        yield X_batch, y_batch\n')],
        },
        "batches-of-neighbours": {
            "loops": """\
def minibatches(X, y, batch_size, rng):
    N = len(X)
    starts = list(range(0, N, batch_size))
    rng.shuffle(starts)
    for start in starts:
        yield X[start : start + batch_size], y[start : start + batch_size]
""",
            "arrays": [('rng.permutation(len(y))', 'np.arange(len(y))'), ('        yield X[rows]', '        rows = rng.permutation(rows)\n        yield X[rows]')],
            "float32": [('    shuffled = np.argsort(rng.random(N))\n    X, y = X[shuffled], y[shuffled]\n', ''), ('for k in range(int(np.ceil(N / B))):', 'for k in np.argsort(rng.random(int(np.ceil(N / B)))):')],
        },
    },
}
