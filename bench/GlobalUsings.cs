global using Yihe.Basis;
global using Yihe.Basis.Values;
