global using Yihe.Basis;
global using Yihe.Kernel.Working;
global using Yihe.Testing;
